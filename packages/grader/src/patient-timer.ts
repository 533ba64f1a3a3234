/**
 * A limit on wall time that does not blame the starved. When it is over, whoever has used half of it in CPU time is
 * stopped; whoever has hardly got the CPU, or sleeps, gets four times as long.
 */
import { descendantsOf, PATIENCE, usageOf } from '../vitest/proc.mjs';

/** Times `pid` and everything below it. Where CPU time is not known (not Linux) everybody gets the longer time. */
export function patientTimer(pid: number | undefined, ms: number, expired: () => void): { clear(): void } {
  const used = (): number => (pid === undefined ? 0 : usageOf(descendantsOf(pid)).cpuMs);
  const before = used();
  let timer = setTimeout(() => {
    if (used() - before >= ms / 2) expired();
    else timer = setTimeout(expired, (PATIENCE - 1) * ms);
  }, ms);
  return { clear: () => clearTimeout(timer) };
}
