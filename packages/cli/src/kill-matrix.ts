/** What `lastack verify` prints of one exercise: a row for each subject, a column for each test. */
import type { VerifyReport, VerifyRun } from '@lastack/grader';
import { pad, width } from './columns.ts';
import type { Terminal } from './terminal.ts';

const KINDS = {
  starter: { en: 'starter', 'zh-Hans': '初始代码' },
  reference: { en: 'reference', 'zh-Hans': '参考答案' },
  variant: { en: 'variant', 'zh-Hans': '正确变体' },
  mutant: { en: 'mutant', 'zh-Hans': '错误变体' },
} as const;

/** `✗` a test failed; `⊗` it is the one that this mutant must fail, and by the rule that it names. */
const LEGEND = {
  en: '✓ passed  ✗ failed  ⊗ killed here, as intended  · not run',
  'zh-Hans': '✓ 通过  ✗ 失败  ⊗ 如期在此被识破  · 未运行',
} as const;

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1, -'.ts'.length);

function label({ expected, place, file }: VerifyRun, { say }: Terminal): string {
  const where = place === 'terminal' ? '' : ` (${place})`;
  const named = expected.kind === 'variant' || expected.kind === 'mutant' ? ` ${nameOf(file)}` : '';
  return `${say(KINDS[expected.kind])}${named}${where}`;
}

function cells({ expected, verdict, problems }: VerifyRun, names: readonly string[], { style }: Terminal): string {
  const states = new Map(verdict.tests.map(({ name, state }) => [name, state]));
  const killer = expected.kind === 'mutant' && problems.length === 0 ? expected.mutant.fails : null;
  return names
    .map((name) => {
      if (name === killer) return style('cyan', '⊗');
      const state = states.get(name);
      return state === 'passed' ? style('green', '✓') : state === 'failed' ? style('red', '✗') : '·';
    })
    .map((mark, column) => ' '.repeat(`${column + 1}`.length) + mark)
    .join('');
}

/** The tests by number, then the matrix. */
export function matrixLines(report: VerifyReport, exercise: string, terminal: Terminal): string[] {
  const runs = report.runs.filter((run) => run.exercise === exercise);
  const names = [...new Set(runs.flatMap(({ verdict }) => verdict.tests.map(({ name }) => name)))];
  const labels = runs.map((run) => label(run, terminal));
  const widest = Math.max(0, ...labels.map(width));
  const rows = runs.map((run, i) => {
    const wrong = run.problems.length === 0 ? '' : `  ${terminal.style('red', '!')}`;
    return `  ${pad(labels[i] ?? '', widest)} ${cells(run, names, terminal)}${wrong}`;
  });
  const heads = names.map((_, i) => ` ${i + 1}`).join('');
  return [
    terminal.style('bold', exercise),
    ...names.map((name, i) => `  ${`${i + 1}`.padStart(3)}  ${name}`),
    terminal.style('dim', `  ${' '.repeat(widest)} ${heads}`),
    ...rows,
    terminal.style('dim', `  ${terminal.say(LEGEND)}`),
    '',
  ];
}
