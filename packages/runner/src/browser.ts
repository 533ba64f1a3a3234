/**
 * The door `@lastack/runner/browser`: one exercise in a page, in a worker of its own for each run. Needs no server and
 * no headers. The learner's code runs with what the page's origin may do: never run what came with a link before the
 * reader has asked for it.
 *
 * @example
 * const runner = openBrowserRunner({ manifest, startWorker: () => new Worker(url, { type: 'module' }) });
 * const verdict = await runner.run({ source: editor.text() }, { onTest: (result) => show(result) });
 */
import type { Manifest, TestResult, Verdict } from '@lastack/exercise-kit';
import { verdictOfProblems } from './judgement.ts';
import type { Told } from './messages.ts';
import { compileSubject } from './subject-file/subject-file.mjs';
import { supervise, type Ears, type WorkerLine } from './supervise.ts';

export interface BrowserRunnerOptions {
  readonly manifest: Manifest;
  /** Starts a module worker from the exercise's bundle (`@lastack/runner/bundle`). */
  readonly startWorker: () => PageWorker;
}

/** What is used of a page's `Worker`. */
export interface PageWorker {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', ear: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'error', ear: (event: { readonly message: string; preventDefault(): void }) => void): void;
  terminate(): void;
}

export interface BrowserRunOptions {
  /** Ends the run at once; `run` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Each test as it ends: exhaustive ones come last and may take their time. */
  readonly onTest?: (result: TestResult) => void;
  /** The base of all random cases, 0 … 2^32 − 1. Absent: the public one. */
  readonly seed?: number;
}

export interface BrowserRunner {
  /** The verdict of the place `browser`: the terminal's. `source`: the learner's TypeScript. */
  run(subject: { readonly source: string }, options?: BrowserRunOptions): Promise<Verdict>;
  /** Ends the worker that waits for the next run. */
  close(): void;
}

/** Starts the first worker at once, so that it is warm when the reader asks. */
export function openBrowserRunner({ manifest, startWorker }: BrowserRunnerOptions): BrowserRunner {
  let warm: WorkerLine | null = lineTo(startWorker());
  return {
    async run({ source }, { signal, onTest, seed } = {}) {
      const compiled = compileSubject(source, manifest.subject, manifest.kind);
      if (!compiled.ok) return verdictOfProblems(manifest, 'browser', compiled.problems);
      const line = warm ?? lineTo(startWorker());
      warm = null;
      try {
        return await supervise(line, { manifest, place: 'browser', source, compiled, seed, deadline, onTest, signal });
      } finally {
        warm ??= lineTo(startWorker());
      }
    },
    close() {
      warm?.end();
      warm = null;
    },
  };
}

/** What has gone wrong before anybody listens (a script that is not there) is told as soon as somebody does. */
function lineTo(worker: PageWorker): WorkerLine {
  let ears: Ears | null = null;
  let fault: string | null = null;
  worker.addEventListener('message', ({ data }) => ears?.told(data as Told));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    // A worker's script that cannot be loaded has no words.
    fault = event.message ? event.message : 'the worker of this exercise could not be loaded';
    ears?.gone({ type: 'fault', message: fault });
  });
  return {
    listen(to) {
      ears = to;
      if (fault !== null) to.gone({ type: 'fault', message: fault });
    },
    post: (order) => worker.postMessage(order),
    end: () => worker.terminate(),
  };
}

/** ms in which any loop is stopped. */
const STOPPED_MS = 3_000;

/** A page knows wall time alone: a limit that is shorter than these seconds gets them, for the sake of slow machines. */
function deadline(ms: number, expired: () => void): () => void {
  const timer = setTimeout(expired, Math.max(ms, STOPPED_MS));
  return () => clearTimeout(timer);
}
