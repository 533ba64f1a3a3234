/**
 * What vitest found, as plain data: every test with its state and its errors, and every error outside a test.
 * No judgement here; src/verdict.ts makes a verdict of it.
 */

/**
 * @typedef {{ name: string, message: string, [field: string]: unknown }} ReportedError
 * @typedef {{ name: string, state: 'passed' | 'failed' | 'skipped' | 'pending', errors: ReportedError[] }} ReportedTest
 * @typedef {{ tests: ReportedTest[], errors: ReportedError[] }} Report
 */

/** @returns {import('vitest/node').Reporter & { take(): Report }} */
export function createCollector() {
  /** @type {Report} */
  let report = { tests: [], errors: [] };
  return {
    onTestRunStart() {
      report = { tests: [], errors: [] };
    },
    onTestRunEnd(modules, unhandled) {
      for (const module of modules) {
        report.errors.push(...module.errors().map(plain));
        for (const test of module.children.allTests()) {
          const { state, errors = [] } = test.result();
          report.tests.push({ name: test.fullName, state, errors: errors.map(plain) });
        }
        for (const suite of module.children.allSuites()) report.errors.push(...suite.errors().map(plain));
      }
      report.errors.push(...unhandled.map(plain));
    },
    take: () => report,
  };
}

/** What a verdict reads of an error; the rest (stacks with this machine's paths) stays here. @returns {ReportedError} */
function plain(/** @type {any} */ error) {
  const { name = 'Error', message = '', failure, text, limit } = error;
  return { name: String(name), message: String(message), failure, text, limit };
}
