/** A file that is replaced whole or not at all, whenever its writer is killed. Next: progress-file.ts */
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Written beside it, made safe, renamed: rename(2) is atomic within a file system. Throws what the system says. */
export function writeWhole(path: string, contents: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `.${basename(path)}.${process.pid}.draft`);
  const octets = Buffer.from(contents);
  try {
    const file = openSync(draft, 'w');
    try {
      for (let written = 0; written < octets.length;) written += writeSync(file, octets, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  sweep(folder, basename(path));
}

/** Drafts of writers that were killed. */
function sweep(folder: string, name: string): void {
  for (const entry of readdirSync(folder)) {
    const [, pid] = new RegExp(`^\\.${name.replaceAll('.', '\\.')}\\.(\\d+)\\.draft$`).exec(entry) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, entry), { force: true });
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
