/** The real command, as a child process: what a shell sees of it. */
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../bin/lastack.js', import.meta.url));
/** A course of two tiny exercises: the file of 01 is a starter, that of 02 is already right. */
export const FIXTURE = fileURLToPath(new URL('course', import.meta.url));
/** A copy of it for each test file, since the command keeps progress in it; inside the package, for its imports. */
export const COURSE = fileURLToPath(new URL(`../test-results/course-of-${process.pid}`, import.meta.url));
rmSync(COURSE, { recursive: true, force: true });
cpSync(FIXTURE, COURSE, { recursive: true });
process.once('exit', () => rmSync(COURSE, { recursive: true, force: true }));

export const ENGLISH = { LANG: 'en_GB.UTF-8' };

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `lastack …args` in `cwd`, in English unless `env` says otherwise. */
export function lastack(
  args: readonly string[],
  { cwd = COURSE, env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Ran {
  const { PATH, HOME, TMPDIR } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH, HOME, TMPDIR, ...ENGLISH, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

export const CHINESE = { LANG: 'zh_CN.UTF-8' };
