/** Runs one test file with vitest's own runner, and says what it found. Next: serve.ts */
import { startTests, type File, type Suite, type Task, type Test, type VitestRunner } from '@vitest/runner';
import type { Report, ReportedError, ReportedTest } from '../report.ts';

export interface Watcher {
  begun(name: string): void;
  ended(test: ReportedTest): void;
  /** After each test, when all its hooks have run. */
  between(): void;
}

/**
 * `load` evaluates the test file. `strays`: errors that nobody caught, known when the tests are over. `collected` is
 * waited for between that and the first test.
 */
export async function runTests(
  load: () => Promise<unknown>,
  watcher: Watcher,
  strays: () => Promise<unknown[]>,
  collected: () => Promise<void> = async () => {},
): Promise<Report> {
  const runner: VitestRunner = {
    config: CONFIG,
    importFile: load,
    onCollected: collected,
    onBeforeRunTask: (test) => watcher.begun(fullName(test)),
    onAfterRunTask(test) {
      watcher.between();
      watcher.ended(reported(test));
    },
  };
  const files = await startTests([FILE], runner);
  const errors = files.flatMap((file) => [...errorsOf(file), ...suitesIn(file).flatMap(errorsOf)]);
  return {
    tests: files.flatMap((file) => testsIn(file).map(reported)),
    errors: [...errors, ...(await strays()).map(plain)],
  };
}

const FILE = 'exercise.test.ts';

/** As in the grader's own vitest: no timeouts, since whoever supervises holds the clock. */
const CONFIG: VitestRunner['config'] = {
  root: '/',
  name: undefined,
  setupFiles: [],
  passWithNoTests: false,
  testNamePattern: undefined,
  allowOnly: true,
  sequence: { seed: 0, hooks: 'stack', setupFiles: 'list', shuffle: false },
  chaiConfig: undefined,
  maxConcurrency: 1,
  testTimeout: 0,
  hookTimeout: 0,
  retry: 0,
  includeTaskLocation: false,
  tags: [],
  tagsFilter: undefined,
  strictTags: false,
};

/** Suites and name joined with ` > `: the name that exercise.json gives points to. */
const fullName = (task: Task): string => (task.suite ? `${fullName(task.suite)} > ${task.name}` : task.name);

const testsIn = (suite: Suite | File): Test[] =>
  suite.tasks.flatMap((task) => (task.type === 'suite' ? testsIn(task) : [task]));
const suitesIn = (suite: Suite | File): Suite[] =>
  suite.tasks.flatMap((task) => (task.type === 'suite' ? [task, ...suitesIn(task)] : []));
const errorsOf = ({ result }: Task): ReportedError[] => (result?.errors ?? []).map(plain);

function reported(test: Test): ReportedTest {
  return { name: fullName(test), state: stateOf(test), errors: errorsOf(test) };
}

function stateOf({ mode, result }: Test): ReportedTest['state'] {
  switch (result?.state) {
    case 'pass':
      return 'passed';
    case 'fail':
      return 'failed';
    case 'skip':
    case 'todo':
      return 'skipped';
    default:
      return mode === 'skip' || mode === 'todo' ? 'skipped' : 'pending';
  }
}

/** What a verdict reads of an error; the rest (stacks with this machine's paths) stays here. */
function plain(thrown: unknown): ReportedError {
  const error = (
    typeof thrown === 'object' && thrown !== null ? thrown : { message: thrown }
  ) as Partial<ReportedError>;
  const { name = 'Error', message = '', failure = null, text = null, limit = null, at = null } = error;
  return { name: String(name), message: String(message), failure, text, limit, at };
}
