/**
 * A part of the soak: one small file in parts/, whose default export is a Part. Adding a part is adding its file.
 *
 *   export default vitestPart({
 *     name: 'scenario', about: 'damaged scenarios', cases: 100_000,
 *     folder: 'packages/simulator', files: ['test/fuzz/scenarios.test.ts'],
 *   });
 *
 * Next: main.mjs
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';
import { ROOT } from '../setup/run.mjs';

/**
 * @typedef {object} Order what the caller asks of a part
 * @property {number | null} cases in place of the part's own number
 * @property {number} seed
 * @property {number} milliseconds after which the part is ended, and has failed
 * @property {(line: string) => void} say
 *
 * @typedef {object} Outcome what was counted, never what was meant
 * @property {number} cases how many cases were tried
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} notes what a reader must know beside the numbers
 *
 * @typedef {object} Part
 * @property {string} name by which `--only` chooses it
 * @property {string} about in a few words
 * @property {(order: Order) => Promise<Outcome>} run
 */

/** Runs Node on `args`; what it printed, its exit code, and whether its time was over. */
export function nodeFor(args, { cwd = ROOT, env = {}, milliseconds }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let late = false;
    const keep = (chunk) => (output = (output + String(chunk)).slice(-200_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const clock = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, milliseconds);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(clock);
      resolve({ code: code ?? 1, output, late });
    });
  });
}

/** The lines of JSON in a file; none when nothing wrote it. */
export const readTally = (path) => {
  try {
    return readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
};

/** What the tests of `checkCases` (cases.ts) wrote into their tally; tests without one count as one case each. */
export function outcomeOf(tally, report) {
  const counted = tally.reduce((sum, { tried }) => sum + tried, 0);
  const failed = Math.max(report.failed, tally.filter((each) => each.failed).length);
  const plain = Math.max(0, report.passed + report.failed - tally.length);
  const cases = counted + plain;
  const notes = tally.map(
    ({ name, tried, accepted, slowest }) =>
      `${name}: ${accepted} of ${tried} accepted; the slowest, number ${slowest.at}, took ${slowest.ms} ms`,
  );
  return { cases, passed: Math.max(0, cases - failed), failed, notes };
}

const readReport = (path) => {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(path, 'utf8'));
    const broken = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    return { passed: numPassedTests, failed: numFailedTests + broken.length };
  } catch {
    return null;
  }
};

/** A part that runs test files of one package with LASTACK_CASES and LASTACK_SEED. @returns {Part} */
export function vitestPart({ name, about, cases, folder, files }) {
  return {
    name,
    about,
    async run({ cases: asked, seed, milliseconds, say }) {
      const box = mkdtempSync(join(tmpdir(), `lastack-soak-${name}-`));
      const [tallyPath, reportPath] = [join(box, 'tally.jsonl'), join(box, 'report.json')];
      try {
        const args = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...files];
        const options = [
          `--testTimeout=${milliseconds}`,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${reportPath}`,
        ];
        const env = {
          LASTACK_CASES: String(asked ?? cases),
          LASTACK_SEED: String(seed),
          LASTACK_TALLY: tallyPath,
          NO_COLOR: '1',
        };
        const ended = await nodeFor([...args, ...options], { cwd: join(ROOT, folder), env, milliseconds });
        const report = readReport(reportPath) ?? { passed: 0, failed: 1 };
        const outcome = outcomeOf(readTally(tallyPath), report);
        if (ended.late) outcome.notes.push(`ended after ${milliseconds / 60_000} min: not all cases were tried`);
        if (ended.code !== 0 && outcome.failed === 0) outcome.failed = 1;
        if (outcome.failed > 0) say(ended.output);
        return outcome;
      } finally {
        rmSync(box, { recursive: true, force: true });
      }
    },
  };
}
