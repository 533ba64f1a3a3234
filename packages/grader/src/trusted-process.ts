/**
 * The process that runs vitest (vitest/run.mjs), from outside: started, given one job at a time, timed, and killed with
 * everything it started. It stays warm between jobs; after a kill the next job gets a new one.
 * Next: verdict.ts
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LimitName } from '@lastack/exercise-kit';
import type { Job } from './in-vitest/job.ts';
import { PATIENCE } from '../vitest/proc.mjs';
import { OutputMeter } from './output-meter.ts';
import { watchMemory } from './memory-watch.ts';
import { patientTimer } from './patient-timer.ts';
import { scratchFolder } from './scratch.ts';
import { parseReport, type Report } from './report.ts';

export interface Request {
  /** The exercise's folder. */
  readonly root: string;
  /** `forks` where a learner's code runs inside the pool's process; `threads` where it does not. */
  readonly pool: 'forks' | 'threads';
  readonly memoryMB: number;
  /** What the tests stand on, ready to be loaded: kit-bundle.ts. */
  readonly bundle: string;
  readonly job: Job;
  /** ms from the moment the tests start; more for a run that hardly gets the CPU. */
  readonly totalMs: number;
}

/** How a run of the test file ended. Limits that the worker itself noticed are in its progress file instead. */
export type Ending =
  | { readonly type: 'report'; readonly report: Report; readonly output: string }
  | { readonly type: 'limit'; readonly limit: LimitName; readonly output: string }
  | { readonly type: 'broken'; readonly why: string; readonly output: string };

export interface TrustedProcess {
  run(request: Request): Promise<Ending>;
  close(): void;
}

const RUN = fileURLToPath(new URL('../vitest/run.mjs', import.meta.url));
/** What vitest, its worker and its compiler need beside the learner's code, in MB. */
const TRUSTED_MB = 512;
/** ms for vitest to start, before any learner's code is loaded: the machine's time, not the learner's. */
const START_MS = 60_000;

/** `wrap` puts a launcher in front of the command: a network namespace, for programs under `os`. */
export function openTrusted(wrap: (command: readonly string[]) => readonly string[] = (c) => c): TrustedProcess {
  let child: ChildProcess | null = null;
  /** Where vitest puts its own temporary files: it is killed, and cannot take them away itself. */
  let scratch: string | null = null;
  let id = 0;
  const start = (): ChildProcess => {
    scratch ??= scratchFolder('vitest');
    const [command = '', ...args] = wrap([process.execPath, '--no-warnings', RUN]);
    const started = spawn(command, args, {
      // A group of its own: killed as one, with every process of vitest's pool.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: environment(scratch),
    });
    started.unref();
    return started;
  };
  return {
    async run(request) {
      child ??= start();
      const current = child;
      const ending = await runIn(current, ++id, request);
      if (ending.type !== 'report') {
        killGroup(current);
        child = null;
      }
      return ending;
    },
    close() {
      if (child) killGroup(child);
      if (scratch !== null) rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
      child = scratch = null;
    },
  };
}

function runIn(child: ChildProcess, id: number, request: Request): Promise<Ending> {
  return new Promise((resolve) => {
    const output = new OutputMeter(child, request.job.limits.outputBytes, () =>
      end({ type: 'limit', limit: 'output' }),
    );
    const memory = watchMemory(child.pid, request.memoryMB + TRUSTED_MB, () => end({ type: 'limit', limit: 'memory' }));
    const notStarted = (): void => end({ type: 'broken', why: `vitest did not start in ${START_MS} ms` });
    let timer = patientTimer(undefined, START_MS / PATIENCE, notStarted);
    const onMessage = (message: Message): void => {
      if (message.id !== id) return;
      if (message.type === 'report') endWith(parseReport(message.report));
      else if (message.type === 'broken') end({ type: 'broken', why: message.message });
      else {
        timer.clear();
        timer = patientTimer(child.pid, request.totalMs, () => end({ type: 'limit', limit: 'time' }));
      }
    };
    const onClose = (code: number | null, signal: string | null): void =>
      end({ type: 'broken', why: `vitest ended (${signal ?? `code ${code}`})` });
    const onError = (error: Error): void => end({ type: 'broken', why: error.message });

    child.on('message', onMessage).on('close', onClose).on('error', onError);
    child.send({ id, ...request });
    keepAlive(child, true);

    function endWith(report: Report | null): void {
      end(report ? { type: 'report', report } : { type: 'broken', why: 'the report of vitest is damaged' });
    }
    let ended = false;
    function end(how: WithoutOutput<Ending>): void {
      if (ended) return;
      ended = true;
      timer.clear();
      memory.stop();
      child.off('message', onMessage).off('close', onClose).off('error', onError);
      keepAlive(child, false);
      // What was printed before the last message may still be in the pipe.
      setImmediate(() => resolve({ ...how, output: output.take() } as Ending));
    }
  });
}

type WithoutOutput<T> = T extends unknown ? Omit<T, 'output'> : never;

type Message =
  | { readonly id: number; readonly type: 'started' }
  | { readonly id: number; readonly type: 'report'; readonly report: unknown }
  | { readonly id: number; readonly type: 'broken'; readonly message: string };

/** A warm process that waits must not keep its parent from ending. */
function keepAlive(child: ChildProcess, alive: boolean): void {
  if (alive) child.channel?.ref();
  else child.channel?.unref();
}

/** Nothing of the grader's own environment but what Node needs: the same everywhere, and no secrets. */
function environment(scratch: string): NodeJS.ProcessEnv {
  const { PATH, HOME, SystemRoot } = process.env;
  const kept = { PATH, HOME, SystemRoot, TMPDIR: scratch, TEMP: scratch, TMP: scratch };
  const defined = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  return { ...defined, TZ: 'UTC', LANG: 'C.UTF-8', NO_COLOR: '1', NODE_ENV: 'test' };
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
