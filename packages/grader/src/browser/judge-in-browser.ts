/**
 * The place `browser`: what a reader of the site does, done by a real Chromium. The page compiles, runs and judges with
 * the runner that the site uses; nothing of it is told here how to.
 * Next: page.ts, page-server.ts, chromium.ts
 */
import { readFile } from 'node:fs/promises';
import type { Manifest, Verdict } from '@lastack/exercise-kit';
import { stoppedAt } from '@lastack/exercise-kit/border';
import { graderFailed, noFile, verdictOfStopped, verdictWithoutTests } from '@lastack/runner';
import { bundleExercise } from '@lastack/runner/bundle';
import { withMachine } from '../alone.ts';
import type { Page } from 'playwright-core';
import type { Exercise } from '../exercise.ts';
import { withChromium, type Chromium } from './chromium.ts';
import type { Judge, PageRequest } from './page.ts';

export interface InBrowser {
  /** The base of all random cases; absent: the public one. */
  readonly seed?: number | undefined;
  /** With the headers that isolate a page from other origins; a static site has none. */
  readonly isolated?: boolean;
}

/** The verdict of the page about a file or a text. Throws `MachineLacks` where there is no Chromium. */
export async function runInBrowser(
  exercise: Exercise,
  subject: string | { readonly source: string },
  options: InBrowser = {},
): Promise<Verdict> {
  const { manifest } = exercise;
  const source = typeof subject === 'string' ? await readFile(subject, 'utf8').catch(() => null) : subject.source;
  if (source === null) return verdictWithoutTests(manifest, 'browser', 'invalid', noFile(manifest.subject));
  const first = await withMachine(false, () => judgeInBrowser(exercise, source, options));
  // An infrastructure fault is never blamed on the learner: once more, with nothing else running.
  if (first.outcome !== 'infrastructure') return first;
  return withMachine(true, () => judgeInBrowser(exercise, source, options));
}

async function judgeInBrowser(
  { folder, manifest }: Exercise,
  source: string,
  { seed, isolated = false }: InBrowser,
): Promise<Verdict> {
  return withChromium(async (chromium) => {
    const worker = await workerOf(chromium, folder, manifest);
    const request: PageRequest = { manifest, worker, source, seed: seed ?? null };
    return inPage(chromium, isolated, request);
  });
}

/** One run at a time in a page, which is used again: each run has a worker of its own in it. */
async function inPage(chromium: Chromium, isolated: boolean, request: PageRequest): Promise<Verdict> {
  const { manifest } = request;
  const idle = idlePages(chromium, isolated);
  const open = idle.pop() ?? (await openPage(chromium, isolated));
  try {
    const judged = open.page.evaluate((asked) => (globalThis as unknown as { judge: Judge }).judge(asked), request);
    const verdict = await Promise.race([judged, open.crashed.then(() => outOfMemory(manifest))]);
    if (verdict.outcome === 'infrastructure' || verdict.limit === 'memory') await open.close();
    else idle.push(open);
    return verdict;
  } catch (error) {
    await open.close();
    return verdictWithoutTests(manifest, 'browser', 'infrastructure', graderFailed(String(error)));
  }
}

interface OpenPage {
  readonly page: Page;
  /** Resolves when the page is gone, with all that was in it. */
  readonly crashed: Promise<void>;
  close(): Promise<void>;
}

const pages = new WeakMap<Chromium, Record<'plain' | 'isolated', OpenPage[]>>();

function idlePages(chromium: Chromium, isolated: boolean): OpenPage[] {
  const known = pages.get(chromium) ?? { plain: [], isolated: [] };
  pages.set(chromium, known);
  return isolated ? known.isolated : known.plain;
}

/** In a context of its own: a page that breaks takes no other with it. */
async function openPage({ browser, server }: Chromium, isolated: boolean): Promise<OpenPage> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const crashed = new Promise<void>((resolve) => page.once('crash', () => resolve()));
  await page.goto(`${server.origin}/${isolated ? 'isolated/' : ''}`);
  await page.waitForFunction('globalThis.judge !== undefined');
  return { page, crashed, close: () => context.close().catch(() => {}) };
}

/** A page has no limit on memory but the browser's: then the whole page is gone, and what had passed with it. */
function outOfMemory(manifest: Manifest): Verdict {
  const text = stoppedAt('memory', `${manifest.limits.memoryMB} MB`);
  return verdictOfStopped(manifest, 'browser', { limit: 'memory', text }, [], '');
}

/** Bundled once for each exercise and browser. */
const workers = new WeakMap<Chromium, Map<string, Promise<string>>>();

function workerOf(chromium: Chromium, folder: string, manifest: Manifest): Promise<string> {
  const known = workers.get(chromium) ?? new Map<string, Promise<string>>();
  workers.set(chromium, known);
  const key = JSON.stringify([folder, manifest.version]);
  const bundled = known.get(key) ?? bundleExercise({ folder, manifest, platform: 'browser' }).then(({ code }) => chromium.server.serveScript(code)); // prettier-ignore
  known.set(key, bundled);
  return bundled;
}
