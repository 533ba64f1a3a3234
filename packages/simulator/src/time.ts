/**
 * Milliseconds outside, whole microseconds inside.
 * Next: hash.ts
 */
import type { Micros } from '@lastack/tcp';

export const micros = (milliseconds: number): Micros => Math.round(milliseconds * 1_000);
export const SECOND: Micros = 1_000_000;
export const HOUR: Micros = 3_600 * SECOND;
