/** Running other programs, and the folders that everything here is relative to. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The root of the repository, without a trailing slash. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * Why nothing can be done: the message says what to do about it.
 * Exit code 2: the call was wrong; 3: the machine lacks something.
 */
export class Refusal extends Error {
  constructor(exitCode, message) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** On in every child: nothing here phones home. */
const QUIET = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', DOCUSAURUS_TELEMETRY: '0', NO_UPDATE_NOTIFIER: '1' };

/**
 * Runs Node on `args` in the root with our own standard streams; resolves with the exit code.
 * Ctrl-C reaches the child by itself (one process group): here it is only waited for.
 */
export function node(args, { env = {}, stdio = 'inherit', cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio, env: { ...process.env, ...QUIET, ...env } });
    const wait = () => {};
    const pass = () => child.kill('SIGTERM');
    process.on('SIGINT', wait);
    process.on('SIGTERM', pass);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', wait);
      process.off('SIGTERM', pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/** Turbo, one task a core. A cached result belongs to the Node that made it. */
export const turbo = (args, env = {}) =>
  node(
    [
      'node_modules/turbo/bin/turbo',
      ...args,
      '--output-logs=new-only',
      '--log-prefix=task',
      '--continue=always',
      `--concurrency=${Math.max(1, availableParallelism())}`,
    ],
    { env: { ...env, LASTACK_NODE: process.version } },
  );

export const lastack = (args) => node(['packages/cli/bin/lastack.js', ...args]);
