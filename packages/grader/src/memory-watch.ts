/**
 * Looks at the resident memory of a process and everything below it, a few times a second. Linux only (/proc); elsewhere
 * V8's own limit is all there is. The last defence behind rlimits: it sees buffers, which V8's heap limit does not.
 */
import { descendantsOf, usageOf } from '../vitest/proc.mjs';

const PERIOD_MS = 200;
/** What vitest, its worker and its compiler need for themselves, in MB. */
const TRUSTED_MB = 512;

export function watchMemory(pid: number | undefined, limitMB: number, exceeded: () => void): { stop(): void } {
  if (process.platform !== 'linux' || pid === undefined) return { stop() {} };
  const limit = (limitMB + TRUSTED_MB) * 1024 * 1024;
  const timer = setInterval(() => {
    if (usageOf(descendantsOf(pid)).bytes > limit) exceeded();
  }, PERIOD_MS);
  return { stop: () => clearInterval(timer) };
}
