/** Virtual time as people write it: milliseconds below one second, seconds above. Next: display-width.ts */
import type { Micros } from '@lastack/tcp';

const MILLISECOND = 1_000;
const SECOND = 1_000_000;

/** At most three decimals, and none that say nothing. */
const decimals = (value: number): string => String(Math.round(value * 1_000) / 1_000);

/** `20 ms`, `0.5 ms`, `1.2 s`, `60.03 s`, `7875 s`: the unit that sysctls and captures use, never minutes or hours. */
export function formatTime(time: Micros): string {
  if (Math.abs(time) < SECOND) return `${decimals(time / MILLISECOND)} ms`;
  return `${decimals(time / SECOND)} s`;
}
