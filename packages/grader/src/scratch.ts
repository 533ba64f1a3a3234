/**
 * Temporary folders that do not outlive their process for long. Everything of one process lies in one folder that names
 * it; it goes when the process ends, and when that was killed, the next grader on this machine takes it away.
 */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** `lastack-NAMESPACE-PID-…`: a pid means something only to those who share its namespace (a container has its own). */
const OWNED = /^lastack-(\d+)-(\d+)-/;

let own: string | null = null;

/** A new folder of this process, `NAME-…`: the caller may remove it earlier. */
export function scratchFolder(name: string): string {
  own ??= openOwn();
  return mkdtempSync(path.join(own, `${name}-`));
}

function openOwn(): string {
  const base = tmpdir();
  mkdirSync(base, { recursive: true });
  sweepScratch(base);
  const folder = mkdtempSync(path.join(base, `lastack-${pidNamespace()}-${process.pid}-`));
  // A subject with a uid of its own reaches what lies deeper and is meant for it.
  chmodSync(folder, 0o711);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Takes away what graders left behind in `base` that are no more. Returns what went, by name. */
export function sweepScratch(base: string): string[] {
  const gone = readdirSync(base).filter((name) => {
    const [, namespace, pid] = OWNED.exec(name) ?? [];
    return namespace === pidNamespace() && pid !== undefined && !isAlive(Number(pid));
  });
  return gone.filter((name) => {
    try {
      rmSync(path.join(base, name), { recursive: true, force: true });
      return true;
    } catch {
      // Another user's: theirs to take away.
      return false;
    }
  });
}

function pidNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
