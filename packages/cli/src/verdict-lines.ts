/** A verdict as a person reads it: each test, the story of each failure, the points. Next: commands/ */
import { failureText, type TestResult, type Verdict } from '@lastack/exercise-kit';
import type { Terminal } from './terminal.ts';

const MARKS = { passed: '✓', failed: '✗', 'not-run': '·' } as const;
const COLOURS = { passed: 'green', failed: 'red', 'not-run': 'dim' } as const;

const OUTCOMES: Readonly<Record<Verdict['outcome'], { en: string; 'zh-Hans': string }>> = {
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

function testLines(test: TestResult, { style, say, language }: Terminal): string[] {
  const lines = [`  ${style(COLOURS[test.state], `${MARKS[test.state]} ${test.name}`)}`];
  if (test.failure) lines.push('', indent(failureText(test.failure, language)), '');
  else if (test.message && test.state === 'failed') lines.push('', indent(say(test.message)), '');
  return lines;
}

/** What the subject printed, marked as its own words. */
function outputLines({ output }: Verdict, { style, say }: Terminal): string[] {
  if (output.trim() === '') return [];
  const head = say({ en: 'Your code printed:', 'zh-Hans': '你的代码输出：' });
  return ['', style('dim', head), indent(output.trimEnd(), style('dim', '  │ '))];
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

/** The whole of it. */
export function verdictLines(verdict: Verdict, terminal: Terminal): string[] {
  const tests = verdict.tests.flatMap((test) => testLines(test, terminal));
  const message = verdict.message === null ? [] : ['', indent(terminal.say(verdict.message), '  ')];
  return [...tests, ...outputLines(verdict, terminal), ...message, '', verdictLine(verdict, terminal)];
}
