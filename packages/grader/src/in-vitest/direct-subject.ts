/**
 * The subject in this very process: the learner's own terminal, and the course's own mutants. A watchdog in a thread
 * ends the process when a call does not come back, since nothing inside the thread that loops can.
 */
import { Worker } from 'node:worker_threads';
import {
  couldNotLoad,
  describeThrown,
  directTransport,
  endedItself,
  stoppedAt,
  SubjectError,
  type Transport,
} from '@lastack/exercise-kit/border';
import type { Job } from './job.ts';
import type { ProgressLine } from './progress.ts';

type Load = (file: string) => Promise<Record<string, unknown>>;

export async function openDirect(job: Job, load: Load): Promise<Transport> {
  const watchdog = startWatchdog(job);
  const exits = catchExit();
  let subject: Record<string, unknown>;
  watchdog.begin('load');
  try {
    subject = await load(`${job.subject}?lastack-subject`);
    exits.check();
  } catch (thrown) {
    const error = exits.seen() ?? new SubjectError(couldNotLoad(describeThrown(thrown)));
    return { call: () => raise(error), close: exits.restore };
  } finally {
    watchdog.end();
  }
  const around = (_name: string, run: () => unknown): unknown => {
    exits.check();
    watchdog.begin('call');
    try {
      return run();
    } finally {
      watchdog.end();
      exits.check();
    }
  };
  const transport = directTransport({ subject, replyBytes: job.limits.replyBytes, around });
  return { call: transport.call, close: exits.restore };
}

function raise(error: Error): never {
  throw error;
}

interface Watchdog {
  begin(what: 'load' | 'call'): void;
  end(): void;
}

/** Two numbers in shared memory: which call is running (0: none), and whether it is the loading of the file. */
function startWatchdog({ limits, progress }: Job): Watchdog {
  const flag = new Int32Array(new SharedArrayBuffer(8));
  const line = (ms: number): string =>
    JSON.stringify({
      type: 'limit',
      limit: 'time',
      text: stoppedAt('time', `${ms / 1000} s`),
    } satisfies ProgressLine);
  const { callMs, loadMs } = limits;
  const thread = new Worker(new URL('../../vitest/watchdog.mjs', import.meta.url), {
    workerData: { flag, progress, callMs, loadMs, onCall: line(callMs), onLoad: line(loadMs) },
    execArgv: [],
  });
  thread.unref();
  let calls = 0;
  return {
    begin(what) {
      calls = (calls % 0x7fff_ffff) + 1;
      Atomics.store(flag, 1, what === 'load' ? 1 : 0);
      Atomics.store(flag, 0, calls);
    },
    end: () => void Atomics.store(flag, 0, 0),
  };
}

/** `process.exit` in the learner's code is an answer not given: from then on every call says so. */
function catchExit(): { seen(): SubjectError | null; check(): void; restore(): void } {
  const original = process.exit;
  let error: SubjectError | null = null;
  process.exit = (code) => {
    error ??= new SubjectError(endedItself(Number(code ?? process.exitCode ?? 0)));
    throw error;
  };
  return {
    seen: () => error,
    check() {
      if (error) throw error;
    },
    restore() {
      process.exit = original;
    },
  };
}
