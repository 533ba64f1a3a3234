/**
 * Looks at the resident memory of a process and everything below it, a few times a second. Linux only (/proc); elsewhere
 * V8's own limit is all there is. The last defence behind rlimits: it sees buffers, which V8's heap limit does not.
 */
import { readFileSync } from 'node:fs';

const PERIOD_MS = 200;
const PAGE = 4096;

export function watchMemory(pid: number | undefined, limitMB: number, exceeded: () => void): { stop(): void } {
  if (process.platform !== 'linux' || pid === undefined) return { stop() {} };
  const limit = (limitMB + TRUSTED_MB) * 1024 * 1024;
  const timer = setInterval(() => {
    if (residentBytes(pid) > limit) exceeded();
  }, PERIOD_MS);
  return { stop: () => clearInterval(timer) };
}

/** What vitest, its worker and its compiler need for themselves, in MB. */
const TRUSTED_MB = 512;

/** Resident bytes of `pid` and all its descendants; a process that ends meanwhile counts nothing. */
export function residentBytes(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return childrenOf(pid).reduce((sum, child) => sum + residentBytes(child), pages * PAGE);
  } catch {
    return 0;
  }
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}
