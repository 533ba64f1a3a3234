/** Runs inside the browser: the page's side of one run, with the runner that the site uses. */
import type { Manifest, Verdict } from '@lastack/exercise-kit';
import { openBrowserRunner, type PageWorker } from '@lastack/runner/browser';

/** What the grader asks of the page. Plain data: it travels to another process. */
export interface PageRequest {
  readonly manifest: Manifest;
  /** The path of the exercise's worker on this server. */
  readonly worker: string;
  readonly source: string;
  readonly seed: number | null;
}

export type Judge = (request: PageRequest) => Promise<Verdict>;

declare const Worker: new (url: string, options: { type: 'module' }) => PageWorker;

const judge: Judge = async ({ manifest, worker, source, seed }) => {
  const runner = openBrowserRunner({ manifest, startWorker: () => new Worker(worker, { type: 'module' }) });
  try {
    return await runner.run({ source }, seed === null ? {} : { seed });
  } finally {
    runner.close();
  }
};

Object.assign(globalThis, { judge });
