/** The results that every task leaves in its test-results/ folder, and their sum. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

const firstLine = (text = '') => text.split('\n', 1)[0];

/** Vitest's `json` reporter. A file that could not even be loaded counts as one failure. */
function vitest(report) {
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const wrong = report.testResults.flatMap((file) => file.assertionResults.filter(({ status }) => status === 'failed'));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...wrong.map(({ fullName, failureMessages }) => `${fullName}: ${firstLine(failureMessages?.[0])}`),
      ...broken.map(({ name, message }) => `${name} could not be loaded: ${firstLine(message)}`),
    ],
  };
}

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

/** Playwright's `json` reporter. Its own errors (no server, no browser) count as failures. */
const playwright = ({ stats, errors, suites }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
  skipped: stats.skipped,
  failures: [
    ...specsOf({ suites })
      .filter(({ ok }) => !ok)
      .map(({ file, line, title }) => `${file}:${line} ${title}`),
    ...errors.map(({ message }) => firstLine(message)),
  ],
});

/** `lastack verify --report`. */
const verify = ({ passed, failed, skipped, problems = [] }) => ({
  passed,
  failed,
  skipped,
  failures: problems.map(({ file, line, text }) => `${file}:${line} ${text.en}`),
});

const READERS = { 'vitest.json': vitest, 'playwright.json': playwright, 'verify.json': verify };

const scriptsOf = (root, folder) => {
  const path = join(root, folder, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')).scripts ?? {}) : {};
};

/** Which folder must hold which results. A package with tests but without results is a failure, not a silence. */
export function resultFolders(root = ROOT) {
  const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`);
  const vitests = packages.filter((folder) => scriptsOf(root, folder).test);
  return [
    ...vitests.map((folder) => ({ name: folder, folder: `${folder}/test-results`, file: 'vitest.json' })),
    { name: 'the house', folder: 'scripts/test-results', file: 'vitest.json' },
    { name: 'exercises (verify)', folder: 'packages/cli/test-results', file: 'verify.json' },
    { name: 'the site (browser)', folder: 'docs/test-results', file: 'playwright.json' },
  ];
}

/** Adds everything up. `failures` names each that a report counted; `problems` are those that none did. */
export function collect(root = ROOT) {
  const sum = { passed: 0, failed: 0, skipped: 0, lines: [''], failures: [], problems: [] };
  for (const { name, folder, file } of resultFolders(root)) {
    const path = join(root, folder, file);
    let counts;
    try {
      counts = READERS[file](JSON.parse(readFileSync(path, 'utf8')));
    } catch (error) {
      const why = error.code === 'ENOENT' ? 'left no results' : `left results that cannot be read (${error.message})`;
      sum.problems.push(`${name} ${why}: ${folder}/${file}`);
      continue;
    }
    for (const key of ['passed', 'failed', 'skipped']) sum[key] += counts[key];
    sum.failures.push(...counts.failures.map((failure) => `${name}: ${failure}`));
    sum.lines.push(`  ${name.padEnd(24)}${summaryLine({ ...counts, problems: [] })}`);
  }
  return sum;
}

export function summaryLine({ passed, failed, skipped, problems }) {
  return `${passed} passed, ${failed + problems.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
