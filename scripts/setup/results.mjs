/** The results that every task leaves in its test-results/ folder, and their sum. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

/** Vitest's `json` reporter. A file that could not even be loaded counts as one failure. */
function vitest(report) {
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Playwright's `json` reporter. Its own errors (no server, no browser) count as failures. */
const playwright = ({ stats, errors }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
  skipped: stats.skipped,
});

/** `lastack verify --report`. */
const verify = ({ passed, failed, skipped }) => ({ passed, failed, skipped });

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

/** Adds everything up. `problems` are failures that no report counted. */
export function collect(root = ROOT) {
  const sum = { passed: 0, failed: 0, skipped: 0, lines: [''], problems: [] };
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
    sum.lines.push(`  ${name.padEnd(24)}${summaryLine({ ...counts, problems: [] })}`);
  }
  return sum;
}

export function summaryLine({ passed, failed, skipped, problems }) {
  return `${passed} passed, ${failed + problems.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
