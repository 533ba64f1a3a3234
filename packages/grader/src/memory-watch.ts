/**
 * Looks at the resident memory of a process and everything below it, a few times a second. Linux only (/proc); elsewhere
 * V8's own limit is all there is. The last defence behind rlimits: it sees buffers, which V8's heap limit does not.
 */
import { descendantsOf, usageOf } from '../vitest/proc.mjs';

const PERIOD_MS = 150;

/** Calls `exceeded` when it is more than `limitMB` in all. */
export function watchMemory(pid: number | undefined, limitMB: number, exceeded: () => void): { stop(): void } {
  if (process.platform !== 'linux' || pid === undefined) return { stop() {} };
  const limit = limitMB * 1024 * 1024;
  const timer = setInterval(() => {
    if (usageOf(descendantsOf(pid)).bytes > limit) exceeded();
  }, PERIOD_MS);
  return { stop: () => clearInterval(timer) };
}
