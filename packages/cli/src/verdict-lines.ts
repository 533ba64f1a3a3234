/** A verdict as a person reads it: each test, the story of each failure, the points. Next: commands/ */
import { failureText, type Failure, type Language, type TestResult, type Verdict } from '@lastack/exercise-kit';
import { width } from './columns.ts';
import { fold, foldHanging } from './fold.ts';
import type { Terminal } from './terminal.ts';

const MARKS = { passed: '✓', failed: '✗', 'not-run': '·' } as const;
const COLOURS = { passed: 'green', failed: 'red', 'not-run': 'dim' } as const;

/** How a verdict's outcome is said. */
export const OUTCOMES: Readonly<Record<Verdict['outcome'], { en: string; 'zh-Hans': string }>> = {
  passed: { en: 'passed', 'zh-Hans': '通过' },
  failed: { en: 'not yet', 'zh-Hans': '尚未通过' },
  invalid: { en: 'there was nothing to run', 'zh-Hans': '没有可以运行的代码' },
  limit: { en: 'stopped at a limit', 'zh-Hans': '触及限制，已被终止' },
  'needs-os-isolation': {
    en: 'a program can be graded under "os" isolation only',
    'zh-Hans': '程序类练习只能在 os 隔离下批改',
  },
  infrastructure: {
    en: 'not your fault: the machine or the grader failed',
    'zh-Hans': '不是你的问题：机器或评分程序出错',
  },
};

const indent = (text: string, by = '    '): string => text.replace(/^(?=.)/gm, by);

/** Did it pass, and if not, by which rule. */
function testLine({ name, state, failure }: TestResult, { style, columns }: Terminal): string[] {
  const words = foldHanging(`  ${MARKS[state]} ${name}`, columns, 4);
  const lines = words.map((each) => each.replace(/\S.*/, (shown) => style(COLOURS[state], shown)));
  if (failure === null) return lines;
  const code = style('dim', failure.code);
  if (width(words.at(-1)!) + 2 + width(failure.code) > columns) return [...lines, `    ${code}`];
  return [...lines.slice(0, -1), `${lines.at(-1)!}  ${code}`];
}

/** Where the words of a line begin, behind its number or its label. */
const hangOf = (line: string): number => width(/^ *(?:\d+\. |\S+(?: \S+)? {2,})?/.exec(line)![0]);

/** What a step quotes below its first line: the output of a program, whose columns would be lost in folds. */
const quotedBy = ({ tried }: Failure, language: Language): Set<string> =>
  new Set(tried.flatMap((step) => step[language].split('\n').slice(1)).map((line) => line.trim()));

/** A page in the terminal's columns. A ladder is never folded: it is moved to the left until it fits. */
function fitted(page: string, ladder: string, quoted: Set<string>, columns: number): string[] {
  const drawn = new Set(ladder.split('\n').map((each) => each.trim()));
  const widest = Math.max(0, ...ladder.split('\n').map(width));
  const room = ' '.repeat(Math.max(0, Math.min(6, columns - widest)));
  return page.split('\n').flatMap((line) => {
    if (line.trim() === '') return [''];
    if (drawn.has(line.trim())) return [room + line.slice(2)];
    if (quoted.has(line.trim())) return [`    ${line}`];
    return foldHanging(`    ${line}`, columns, 4 + hangOf(line));
  });
}

/** A failed test in full: the rule, what was tried, the ladder, expected and got, where to read. */
function story(
  { name, failure, message }: TestResult,
  exercise: string,
  { language, say, style, columns }: Terminal,
): string[] {
  const words = failure ? failureText(failure, language, exercise) : message ? say(message) : '';
  if (words === '') return [];
  const title = foldHanging(`  ${MARKS.failed} ${name}`, columns, 4).map((line) => style('red', line));
  const quoted = failure ? quotedBy(failure, language) : new Set<string>();
  return ['', ...title, '', ...fitted(words, failure?.ladder?.[language] ?? '', quoted, columns)];
}

/** A learner mends one thing at a time: the first failure tells its story, unless `all` are asked for. */
function stories({ exercise, tests, outcome }: Verdict, all: boolean, terminal: Terminal): string[] {
  // What was never run, or stopped, is explained once, by the verdict's own message.
  if (outcome !== 'failed') return [];
  const failed = tests.filter(({ state }) => state === 'failed');
  return failed.slice(0, all ? failed.length : 1).flatMap((test) => story(test, exercise, terminal));
}

/** Of what the subject printed; a program that dies in each test prints pages, and the story would be above the screen. */
const MOST_PRINTED = 20;

/** What the subject printed, marked as its own words. */
function outputLines({ output }: Verdict, all: boolean, { style, say }: Terminal): string[] {
  if (output.trim() === '') return [];
  const head = say({ en: 'Your code printed:', 'zh-Hans': '你的代码输出：' });
  const lines = output.trimEnd().split('\n');
  // One line more is no longer than the note that it is missing.
  const shown = all || lines.length <= MOST_PRINTED + 1 ? lines : lines.slice(0, MOST_PRINTED);
  const left = lines.length - shown.length;
  const note = say({ en: `… ${left} more lines: --all`, 'zh-Hans': `……还有 ${left} 行：--all` });
  const marked = shown.map((line) => `${style('dim', '  │')} ${line}`.trimEnd());
  return ['', style('dim', head), ...marked, ...(left > 0 ? [style('dim', `  ${note}`)] : [])];
}

export const isPass = ({ outcome }: Verdict): boolean => outcome === 'passed';

/** One line: the exercise, its outcome, its points. */
export function verdictLine(verdict: Verdict, { style, say }: Terminal): string {
  const mark = isPass(verdict) ? style('green', MARKS.passed) : style('red', MARKS.failed);
  const limit = verdict.limit === null ? '' : ` (${verdict.limit})`;
  const points = say({
    en: `${verdict.score} of ${verdict.maxScore} points`,
    'zh-Hans': `${verdict.score}/${verdict.maxScore} 分`,
  });
  return `${mark} ${style('bold', verdict.exercise)}  ${say(OUTCOMES[verdict.outcome])}${limit} · ${points}`;
}

/** The whole of it: every test in a line, then the story, then the points. */
export function verdictLines(verdict: Verdict, all: boolean, terminal: Terminal): string[] {
  const message =
    verdict.message === null ? [] : ['', ...fold(indent(terminal.say(verdict.message), '  '), terminal.columns)];
  return [
    ...verdict.tests.flatMap((test) => testLine(test, terminal)),
    ...stories(verdict, all, terminal),
    ...outputLines(verdict, all, terminal),
    ...message,
    '',
    verdictLine(verdict, terminal),
  ];
}

/** One random case, played again: the tests that have played it, the story, and what became of it. */
export function replayLines(verdict: Verdict, seed: number, terminal: Terminal): string[] {
  const { say, style } = terminal;
  const played = verdict.tests.filter(({ state }) => state !== 'not-run');
  const passed = played.every(({ state }) => state === 'passed');
  const sum = passed
    ? say({ en: `${MARKS.passed} case ${seed} passes`, 'zh-Hans': `${MARKS.passed} 用例 ${seed} 通过` })
    : say({ en: `${MARKS.failed} case ${seed} fails`, 'zh-Hans': `${MARKS.failed} 用例 ${seed} 未通过` });
  return [
    ...played.flatMap((test) => testLine(test, terminal)),
    ...stories(verdict, true, terminal),
    ...outputLines(verdict, true, terminal),
    '',
    style(passed ? 'green' : 'red', sum),
  ];
}
