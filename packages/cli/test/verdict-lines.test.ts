/** A verdict's page keeps to the terminal's columns: sentences are folded, drawings are moved, nothing is cut. */
import type { TestResult, Verdict } from '@lastack/exercise-kit';
import { describe, expect, test } from 'vitest';
import { width } from '../src/columns.ts';
import type { Terminal } from '../src/terminal.ts';
import { verdictLines } from '../src/verdict-lines.ts';

const terminal = (language: 'en' | 'zh-Hans', columns: number): Terminal => ({
  language,
  cwd: '/',
  columns,
  say: (text) => text[language],
  style: (_, words) => words,
  coloured: false,
  print: () => {},
  note: () => {},
});

const both = (words: string) => ({ en: words, 'zh-Hans': words });
const RULE = {
  en: 'Beyond a hole nothing is acknowledged, not even a FIN: what is missing has to come first, and then the rest.',
  'zh-Hans': '缺口后面的一律不确认，FIN 也不例外：先等缺的那一段补上，再轮到后面的，顺序不能乱，这条规则没有例外。',
};
const LADDER = [`      ${'peer'.padEnd(60)}you 10.0.0.1`, `10 ms ├${'─'.repeat(70)}▶│`].join('\n');

const failed: TestResult = {
  name: 'arriving > what has come before is acknowledged again and moves nothing; of what is half old the rest counts',
  state: 'failed',
  points: 0,
  maxPoints: 1,
  failure: {
    code: 'fin/hole',
    rule: RULE,
    section: 'RFC 9293 §3.10.7.4, first',
    lesson: 'two-goodbyes',
    look: RULE,
    tried: [RULE],
    ladder: both(LADDER),
    expected: both('ack = 301'),
    got: RULE,
  },
  message: null,
};

const verdict: Verdict = {
  exercise: '03-fin-takes-a-number',
  place: 'terminal',
  outcome: 'failed',
  score: 0,
  maxScore: 1,
  tests: [failed],
  limit: null,
  message: null,
  output: '',
};

describe.each(['en', 'zh-Hans'] as const)('a failure in %s', (language) => {
  test('what a step quotes of a program keeps its columns', () => {
    const output = `Proto ${'Foreign Address'.padEnd(70)}State\ntcp   ${'10.0.0.1:443'.padEnd(70)}CLOSE`;
    const failure = { ...failed.failure!, tried: [both(`count(text) of\n${output}`)] };
    const lines = verdictLines({ ...verdict, tests: [{ ...failed, failure }] }, false, terminal(language, 80));
    for (const line of output.split('\n')) expect(lines).toContain(`          ${line}`);
  });

  test('no line is wider than the terminal, and no word is lost', () => {
    const lines = verdictLines(verdict, false, terminal(language, 80));
    for (const line of lines) expect(width(line), line).toBeLessThanOrEqual(80);
    const said = lines.map((line) => line.trim()).join(language === 'en' ? ' ' : '');
    for (const words of [RULE[language], 'fin/hole']) expect(said).toContain(words);
  });

  test('folded words stand behind their label; a ladder keeps its form', () => {
    const lines = verdictLines(verdict, false, terminal(language, 80));
    const at = lines.findIndex((line) => line.includes(language === 'en' ? 'Got ' : '实际'));
    expect(lines[at + 1]).toMatch(language === 'en' ? /^ {16}\S/ : /^ {12}\S/);
    const ladder = lines.filter((line) => line.includes('you 10.0.0.1') || line.includes('▶│'));
    const shift = width(ladder[1]!) - width(LADDER.split('\n')[1]!);
    expect(ladder.map((line) => line.slice(shift))).toEqual(LADDER.split('\n'));
  });
});

describe('what the code printed', () => {
  const printing = (count: number): Verdict => ({
    ...verdict,
    output: `${Array.from({ length: count }, (_, i) => `line ${i + 1}`).join('\n\n')}\n`,
  });
  const printed = (count: number, all: boolean): string[] =>
    verdictLines(printing(count), all, terminal('en', 80)).filter((line) => /^ {2}│|more lines/.test(line));

  test('pages of it do not push the story out of sight: 20 lines, how many are left, and what shows them', () => {
    expect(printed(50, false).slice(19)).toEqual(['  │', '  … 79 more lines: --all']);
    expect(printed(50, true)).toHaveLength(99);
  });

  test('what fits is shown whole', () => {
    expect(printed(11, false).slice(18)).toEqual(['  │ line 10', '  │', '  │ line 11']);
  });
});
