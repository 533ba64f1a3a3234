/** A subject's process, started as a Launch says: its line, its signals, its end. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { descendantsOf } from '../../vitest/proc.mjs';
import type { Death } from '../../vitest/pump.mjs';
import type { Launch } from '../os/confinement.ts';

export interface LaunchedChild {
  /** Of the outermost process. */
  readonly pid: number | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly replies: Readable;
  /** Resolves when it is gone and its pipes are empty. */
  readonly ended: Promise<Extract<Death, { type: 'exit' | 'spawn' }>>;
  send(frame: Uint8Array): void;
  /** To the program itself, not to the launcher around it. */
  signal(name: NodeJS.Signals): void;
  /** Ends it with everything around and below it. */
  destroy(): void;
}

export function launchChild({ command: [command = '', ...args], env, seccomp }: Launch): LaunchedChild {
  const filter = seccomp === null ? 'ignore' : openSync(seccomp, 'r');
  const child = spawn(command, args, { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', filter] });
  if (typeof filter === 'number') closeSync(filter);
  const [, stdout, stderr, requests, replies] = child.stdio as unknown as [
    null,
    Readable,
    Readable,
    Writable,
    Readable,
  ];
  for (const stream of [requests, replies]) stream.on('error', () => {});

  const processes = (): number[] => (child.pid === undefined ? [] : descendantsOf(child.pid));
  const ended: LaunchedChild['ended'] = new Promise((resolve) => {
    child.on('error', ({ message }) => resolve({ type: 'spawn', message }));
    child.on('close', (code, signal) => resolve({ type: 'exit', code, signal }));
  });
  return {
    pid: child.pid,
    stdout,
    stderr,
    replies,
    ended,
    send: (frame) => void requests.write(frame),
    signal(name) {
      // Confined, it is the last of a chain: bubblewrap outside, bubblewrap as process 1, the program.
      const pid = processes().at(-1) ?? child.pid;
      if (child.exitCode !== null || child.signalCode !== null || pid === undefined) return;
      try {
        process.kill(pid, name);
      } catch {
        // It ended between the two lines.
      }
    },
    destroy: () => void child.kill('SIGKILL'),
  };
}
