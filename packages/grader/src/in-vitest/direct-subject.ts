/**
 * The subject in this very process: the learner's own terminal, and the course's own mutants. A watchdog in a thread
 * ends the process when a call does not come back, since nothing inside the thread that loops can.
 */
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import {
  couldNotLoad,
  directTransport,
  placeOfThrown,
  stoppedAt,
  SubjectError,
  type Transport,
} from '@lastack/exercise-kit/border';
import { LANGUAGE } from '../../vitest/subject-file.mjs';
import { openRealm, SUBJECT_MODULE, type Language, type Realm } from '../subject-side/realm.ts';
import type { Job } from './job.ts';
import { placed } from './placed.ts';
import type { ProgressLine } from './progress.ts';

export async function openDirect(job: Job): Promise<Transport> {
  const compiled = await compiledOf(job);
  const watchdog = startWatchdog(job);
  let realm: Realm;
  watchdog.begin('load');
  try {
    realm = await openRealm(compiled.code, compiled.language, (line) => process.stdout.write(`${line}\n`));
  } catch (thrown) {
    const error = placed(new SubjectError(couldNotLoad(thrown), placeOfThrown(thrown, SUBJECT_MODULE)), job);
    return { call: () => raise(error), close() {} };
  } finally {
    watchdog.end();
  }
  const around = (_name: string, run: () => unknown): unknown => {
    watchdog.begin('call');
    try {
      return run();
    } finally {
      watchdog.end();
    }
  };
  const { call } = directTransport({ ...realm, replyBytes: job.limits.replyBytes, file: SUBJECT_MODULE, around });
  return { call: (name, args) => withPlaces(() => call(name, args), job), close() {} };
}

function withPlaces<T>(run: () => T, job: Job): T {
  try {
    return run();
  } catch (thrown) {
    throw thrown instanceof SubjectError ? placed(thrown, job) : thrown;
  }
}

interface Compiled {
  readonly code: string;
  readonly language: Language;
}

/** A bare run has nobody before it who compiles. */
async function compiledOf({ kind, source, compiled, language, subjectName }: Job): Promise<Compiled> {
  const text = (file: string): string => readFileSync(file, 'utf8');
  if (compiled !== null) return { code: text(compiled), language: () => text(language ?? '') };
  const { compileSubject } = await import('../../vitest/subject-file.mjs');
  const result = compileSubject(text(source), subjectName, kind);
  if (!result.ok)
    throw new Error(result.problems.map((p) => `${p.file}:${p.line}:${p.column} ${p.text.en}`).join('\n'));
  const { prepareSubjectSide } = await import('../subject-side.ts');
  const side = result.code.includes(LANGUAGE) ? await prepareSubjectSide() : null;
  return { code: result.code, language: () => text(side?.language ?? '') };
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
