/** `npm test`: packages, exercises and the site in a real browser; the last line is the sum of it all. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium, INSTALL_CHROMIUM } from '../find-chromium.mjs';
import { findNode, MAJORS } from '../other-nodes.mjs';
import { collect, resultFolders, summaryLine } from './results.mjs';
import { ROOT, turbo } from './run.mjs';

const TASKS = ['test', 'test:house', 'verify:report'];

function sayNoBrowser(ci) {
  const bar = '!'.repeat(100);
  const what = ci
    ? '! NO CHROMIUM FOUND: the browser tests cannot run, and under CI that is a failure.'
    : '! NO CHROMIUM FOUND: the browser tests are SKIPPED. Everything else runs.';
  console.error(`${bar}\n${what}\n! To have them: ${INSTALL_CHROMIUM}\n${bar}`);
}

export async function test() {
  const chromium = findChromium();
  const ci = process.env.CI === 'true' || process.env.CI === '1';
  if (chromium === null) sayNoBrowser(ci);
  // Old results must not be counted: turbo brings back those of the tasks that it need not run again.
  for (const { folder } of resultFolders()) rmSync(join(ROOT, folder), { recursive: true, force: true });
  // The tasks' hash holds both, so installing a browser or a Node makes the skipped tests run.
  const there = { CHROMIUM_PATH: chromium ?? '', LASTACK_NODES: MAJORS.filter(findNode).join(' ') };
  const exit = await turbo(['run', ...TASKS, '--filter=!./exercises/*'], there);
  const sum = collect(ROOT);
  if (chromium === null && ci) sum.problems.push('no Chromium: the browser tests did not run');
  if (exit !== 0 && sum.failed === 0 && sum.problems.length === 0) sum.problems.push(`turbo ended with code ${exit}`);
  if (chromium === null) sayNoBrowser(ci);
  for (const line of sum.lines) console.log(line);
  for (const problem of [...sum.failures, ...sum.problems]) console.log(`  FAILED  ${problem}`);
  console.log(summaryLine(sum));
  return sum.failed + sum.problems.length > 0 ? 1 : 0;
}
