/**
 * The trusted process: a vitest that stays warm and runs one job after another, told by its parent's messages.
 * A learner's code is never in this process: in the terminal it is in a fork of vitest's pool, otherwise behind
 * `os` isolation. The parent (src/supervise.ts) holds the clock and can kill it at any moment.
 */
import { createVitest } from 'vitest/node';
import { exerciseConfig } from './exercise.config.mjs';
import { createCollector } from './report.mjs';

/**
 * @typedef {{ id: number, root: string, pool: 'forks' | 'threads', memoryMB: number, bundle: string,
 *             job: import('../src/in-vitest/job.ts').Job }} Request
 */

const collector = createCollector();
/** @type {{ key: string, vitest: import('vitest/node').Vitest } | null} */
let open = null;

/** One instance at a time, kept while the exercise stays the same. @param {Request} request */
async function vitestFor({ root, pool, memoryMB, bundle }) {
  const key = JSON.stringify([root, pool, memoryMB, bundle]);
  if (open?.key === key) return open.vitest;
  await open?.vitest.close();
  const { test, ...vite } = exerciseConfig(root, { pool, memoryMB, bundle });
  const vitest = await createVitest('test', { ...test, root, config: false, reporters: [collector] }, vite);
  await vitest.standalone();
  open = { key, vitest };
  return vitest;
}

/** @param {Request} request */
async function run(request) {
  const vitest = await vitestFor(request);
  vitest.provide('lastack', request.job);
  const specifications = await vitest.globTestSpecifications();
  process.send?.({ id: request.id, type: 'started' });
  await vitest.runTestSpecifications(specifications, true);
  return collector.take();
}

process.on('message', (/** @type {Request} */ request) => {
  run(request).then(
    (report) => process.send?.({ id: request.id, type: 'report', report }),
    (error) => process.send?.({ id: request.id, type: 'broken', message: String(error?.stack ?? error) }),
  );
});
process.on('disconnect', () => process.exit(0));
