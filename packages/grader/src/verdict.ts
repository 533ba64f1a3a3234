/**
 * From what happened to what it is worth. Nothing counts as passed that did not run: a test named by exercise.json and
 * missing from the report is `not-run`, and so is every test after the one at which the subject was stopped.
 */
import type { LimitName, Manifest, Outcome, Place, TestResult, Text, Verdict } from '@lastack/exercise-kit';
import { endedItself, stoppedAt } from '@lastack/exercise-kit/border';
import type { Progress } from './progress-file.ts';
import type { Report, ReportedError } from './report.ts';
import type { Ending } from './trusted-process.ts';

/** A verdict without any test: nothing was run, or nothing that counts. */
export function verdictWithoutTests(
  manifest: Manifest,
  place: Place,
  outcome: Exclude<Outcome, 'passed' | 'failed'>,
  message: Text,
): Verdict {
  const tests = Object.entries(manifest.weights).map(([name, maxPoints]) => notRun(name, maxPoints));
  return verdict(manifest, place, { outcome, tests, message, limit: null, output: '' });
}

/** A program talks through real sockets: only a process of its own can do that. */
export function needsOsIsolation(manifest: Manifest, place: Place): Verdict {
  return verdictWithoutTests(manifest, place, 'needs-os-isolation', {
    en: 'A program with real sockets can be graded with os isolation only (Linux with bubblewrap).',
    'zh-Hans': '使用真实套接字的程序只能在 os 隔离下评分（Linux 加 bubblewrap）。',
  });
}

/** Said of a place that is not this package's: the browser has a runner of its own. */
export function notInThisPlace(manifest: Manifest, place: Place): Verdict {
  return verdictWithoutTests(manifest, place, 'infrastructure', {
    en: `This grader does not run exercises in the place ${place}.`,
    'zh-Hans': `这个评分程序不在 ${place} 中运行练习。`,
  });
}

export function verdictOf(manifest: Manifest, place: Place, ending: Ending, progress: Progress): Verdict {
  const limit = progress.limit ?? limitOf(manifest, ending);
  const output = withoutHeapTrace(ending.output + progress.output).slice(0, manifest.limits.outputBytes);
  if (limit) {
    const tests = stoppedTests(manifest, progress, limit.text);
    return verdict(manifest, place, { outcome: 'limit', tests, message: limit.text, limit: limit.limit, output });
  }
  if (ending.type !== 'report') {
    const why = ending.type === 'broken' ? ending.why : ending.limit;
    return { ...verdictWithoutTests(manifest, place, 'infrastructure', infrastructure(why)), output };
  }
  // What died again, alone, after the learner's code had begun, is the learner's: the tests say how it ended.
  if (progress.fault && !progress.fault.started) {
    return { ...verdictWithoutTests(manifest, place, 'infrastructure', infrastructure(progress.fault.why)), output };
  }
  const { report } = ending;
  if (place === 'terminal' && report.errors.some(isCrash)) {
    const message = endedItself(null);
    return verdict(manifest, place, { outcome: 'failed', tests: stoppedTests(manifest, progress, message), message, limit: null, output }); // prettier-ignore
  }
  // The learner's file is loaded behind a guard: when there is no test at all, the test file itself is at fault.
  if (report.tests.length === 0) {
    const why = report.errors[0]?.message ?? 'its test file has no test';
    return { ...verdictWithoutTests(manifest, place, 'infrastructure', infrastructure(why)), output };
  }
  const tests = judgedTests(manifest, report).map((test) => (progress.breach ? voided(test, progress.breach) : test));
  const message = progress.breach ?? messageOf(report, tests);
  const passed = message === null && tests.length > 0 && tests.every(({ state }) => state === 'passed');
  return verdict(manifest, place, { outcome: passed ? 'passed' : 'failed', tests, message, limit: null, output });
}

type Parts = Pick<Verdict, 'outcome' | 'tests' | 'message' | 'limit' | 'output'>;

function verdict(manifest: Manifest, place: Place, parts: Parts): Verdict {
  const score = parts.tests.reduce((sum, test) => sum + test.points, 0);
  const { outcome, tests, limit, message, output } = parts;
  return { exercise: manifest.id, place, outcome, score, maxScore: manifest.points, tests, limit, message, output };
}

function notRun(name: string, maxPoints: number): TestResult {
  return { name, state: 'not-run', points: 0, maxPoints, failure: null, message: null };
}

/** In the order of the file; tests that exercise.json names and the file did not run come last. */
function judgedTests({ weights }: Manifest, report: Report): TestResult[] {
  const ran = report.tests.map(({ name, state, errors }): TestResult => {
    const maxPoints = weights[name] ?? 0;
    if (state === 'passed') return { name, state, points: maxPoints, maxPoints, failure: null, message: null };
    if (state !== 'failed') return notRun(name, maxPoints);
    const failure = errors.find((error) => error.failure)?.failure ?? null;
    const [first] = errors;
    return { name, state, points: 0, maxPoints, failure, message: failure || !first ? null : wordsOf(first) };
  });
  const names = new Set(ran.map(({ name }) => name));
  const missing = Object.entries(weights).filter(([name]) => !names.has(name));
  return [...ran, ...missing.map(([name, maxPoints]) => notRun(name, maxPoints))];
}

/** Whether a forged answer came before or after the real one is a matter of luck; a verdict is not. */
function voided(test: TestResult, why: Text): TestResult {
  return test.state === 'not-run' ? test : { ...test, state: 'failed', points: 0, failure: null, message: why };
}

/** What was stopped did not finish: only what had passed before counts. */
function stoppedTests({ weights }: Manifest, { tests }: Progress, why: Text): TestResult[] {
  const known = new Map(tests.map((test) => [test.name, test]));
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

function limitOf({ limits }: Manifest, ending: Ending): { limit: LimitName; text: Text } | null {
  const heap = ending.type === 'report' && ending.report.errors.some(isCrash) && ending.output.includes(HEAP);
  if (ending.type !== 'limit' && !heap) return null;
  const limit = ending.type === 'limit' ? ending.limit : 'memory';
  const size: Record<LimitName, string> = {
    time: `${limits.totalMs / 1000} s`,
    cpu: `${limits.cpuSeconds} s`,
    memory: `${limits.memoryMB} MB`,
    output: `${Math.round(limits.outputBytes / 1024)} KB`,
    reply: `${Math.round(limits.replyBytes / 1024)} KB`,
    processes: '0',
  };
  return { limit, text: stoppedAt(limit, size[limit]) };
}

/** The process in which the learner's code ran ended before its time. */
const isCrash = ({ message }: ReportedError): boolean => message.startsWith('[vitest-pool]');

const HEAP = 'JavaScript heap out of memory';

/** What V8 says when its heap is full: addresses and times, another each time. */
const withoutHeapTrace = (output: string): string => output.replace(/\n?<--- Last few GCs --->[\s\S]*/, '');

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

function infrastructure(why: string): Text {
  return {
    en: `The grader itself failed, not the submission: ${why}`,
    'zh-Hans': `评分程序自身出错，与提交的代码无关：${why}`,
  };
}
