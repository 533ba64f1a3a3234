/**
 * From what a run found to what it is worth: the same for every place. Nothing counts as passed that did not run: a test
 * named by exercise.json and missing from the report is `not-run`, and so is every test after the one at which the
 * subject was stopped.
 */
import type { LimitName, Limits, Manifest, Outcome, Place, TestResult, Text, Verdict } from '@lastack/exercise-kit';
import type { BegunTest, Report, ReportedError, ReportedTest } from './report.ts';
import type { SubjectProblem } from './subject-file/subject-file.mjs';

/** A verdict without any test: nothing was run, or nothing that counts. */
export function verdictWithoutTests(
  manifest: Manifest,
  place: Place,
  outcome: Exclude<Outcome, 'passed' | 'failed'>,
  message: Text,
  output = '',
): Verdict {
  const tests = Object.entries(manifest.weights).map(([name, maxPoints]) => notRun(name, maxPoints));
  return verdictFrom(manifest, place, { outcome, tests, message, limit: null, output });
}

/** Said of a subject that is not there. */
export const noFile = (name: string): Text => ({ en: `There is no file ${name}.`, 'zh-Hans': `没有文件 ${name}。` });

/** There was nothing to run: what is wrong with the learner's file, a line for each problem. */
export function verdictOfProblems(manifest: Manifest, place: Place, problems: readonly SubjectProblem[]): Verdict {
  const lines = (language: keyof Text): string =>
    problems.map(({ file, line, column, text }) => `${file}:${line}:${column} ${text[language]}`).join('\n');
  return verdictWithoutTests(manifest, place, 'invalid', { en: lines('en'), 'zh-Hans': lines('zh-Hans') });
}

/** The run came to its end. `breach`: what the subject did so that nothing it answered counts. */
export function verdictOfReport(
  manifest: Manifest,
  place: Place,
  report: Report,
  output: string,
  breach: Text | null = null,
): Verdict {
  // The learner's file is loaded behind a guard: when there is no test at all, the test file itself is at fault.
  if (report.tests.length === 0) {
    const why = report.errors[0]?.message ?? 'its test file has no test';
    return verdictWithoutTests(manifest, place, 'infrastructure', graderFailed(why), output);
  }
  const tests = judgedTests(manifest, report).map((test) => (breach ? voided(test, breach) : test));
  const message = breach ?? messageOf(report, tests);
  const passed = message === null && tests.every(({ state }) => state === 'passed');
  return verdictFrom(manifest, place, { outcome: passed ? 'passed' : 'failed', tests, message, limit: null, output });
}

/** The run was stopped, or its process ended: only what had passed before counts. `limit` is `null` for the latter. */
export function verdictOfStopped(
  manifest: Manifest,
  place: Place,
  stop: { readonly limit: LimitName | null; readonly text: Text },
  begun: readonly BegunTest[],
  output: string,
): Verdict {
  const { limit, text: message } = stop;
  const tests = stoppedTests(manifest, begun, message);
  return verdictFrom(manifest, place, { outcome: limit ? 'limit' : 'failed', tests, message, limit, output });
}

/** The size of a limit in the unit people read, for `stoppedAt`. `time` is that of the whole run. */
export function sizeOf(limit: LimitName, limits: Limits): string {
  const sizes: Record<LimitName, string> = {
    time: `${limits.totalMs / 1000} s`,
    cpu: `${limits.cpuSeconds} s`,
    memory: `${limits.memoryMB} MB`,
    output: `${Math.round(limits.outputBytes / 1024)} KB`,
    reply: `${Math.round(limits.replyBytes / 1024)} KB`,
    processes: '0',
  };
  return sizes[limit];
}

export function graderFailed(why: string): Text {
  return {
    en: `The grader itself failed, not the submission: ${why}`,
    'zh-Hans': `评分程序自身出错，与提交的代码无关：${why}`,
  };
}

/** One test as a learner sees it, while others still run. */
export function resultOf({ name, state, errors }: ReportedTest, { weights }: Pick<Manifest, 'weights'>): TestResult {
  const maxPoints = weights[name] ?? 0;
  if (state === 'passed') return { name, state, points: maxPoints, maxPoints, failure: null, message: null };
  if (state !== 'failed') return notRun(name, maxPoints);
  const failure = errors.find((error) => error.failure)?.failure ?? null;
  const [first] = errors;
  return { name, state, points: 0, maxPoints, failure, message: failure || !first ? null : wordsOf(first) };
}

type Parts = Pick<Verdict, 'outcome' | 'tests' | 'message' | 'limit' | 'output'>;

function verdictFrom(manifest: Manifest, place: Place, parts: Parts): Verdict {
  const score = parts.tests.reduce((sum, test) => sum + test.points, 0);
  const { outcome, tests, limit, message, output } = parts;
  return { exercise: manifest.id, place, outcome, score, maxScore: manifest.points, tests, limit, message, output };
}

function notRun(name: string, maxPoints: number): TestResult {
  return { name, state: 'not-run', points: 0, maxPoints, failure: null, message: null };
}

/** In the order of the file; tests that exercise.json names and the file did not run come last. */
function judgedTests(manifest: Manifest, report: Report): TestResult[] {
  const ran = report.tests.map((test) => resultOf(test, manifest));
  const names = new Set(ran.map(({ name }) => name));
  const missing = Object.entries(manifest.weights).filter(([name]) => !names.has(name));
  return [...ran, ...missing.map(([name, maxPoints]) => notRun(name, maxPoints))];
}

/** Whether a forged answer came before or after the real one is a matter of luck; a verdict is not. */
function voided(test: TestResult, why: Text): TestResult {
  return test.state === 'not-run' ? test : { ...test, state: 'failed', points: 0, failure: null, message: why };
}

/** What was stopped did not finish: only what had passed before counts. */
function stoppedTests({ weights }: Manifest, begun: readonly BegunTest[], why: Text): TestResult[] {
  const known = new Map(begun.map((test) => [test.name, test]));
  const order = [...known.keys(), ...Object.keys(weights).filter((name) => !known.has(name))];
  return order.map((name): TestResult => {
    const maxPoints = weights[name] ?? 0;
    switch (known.get(name)?.state) {
      case 'passed':
        return { name, state: 'passed', points: maxPoints, maxPoints, failure: null, message: null };
      case 'failed':
        return { name, state: 'failed', points: 0, maxPoints, failure: null, message: null };
      case 'running':
        return { name, state: 'failed', points: 0, maxPoints, failure: null, message: why };
      case undefined:
        return notRun(name, maxPoints);
    }
  });
}

/** Why the run as a whole is not right, although each test may be. */
function messageOf(report: Report, tests: readonly TestResult[]): Text | null {
  const [outside] = report.errors;
  if (outside) return wordsOf(outside);
  const missing = tests.filter(({ state }) => state === 'not-run').length;
  if (missing === 0) return null;
  return {
    en: `${missing} of ${tests.length} tests did not run, so they do not count as passed.`,
    'zh-Hans': `${tests.length} 个测试中有 ${missing} 个没有运行，不算通过。`,
  };
}

function wordsOf({ text, name, message }: ReportedError): Text {
  if (text) return text;
  const words = name === 'Error' || message.startsWith(name) ? message : `${name}: ${message}`;
  return { en: words, 'zh-Hans': words };
}
