/**
 * What became of each file, as the Test Anything Protocol (TAP 14) has it: `ok 1 - path`, or `not ok 2 - path` and a
 * block of YAML that says where and why. Next: report.ts
 */
import type { Problem } from '@lastack/simulator';
import type { ScriptFailure, ScriptProblem } from '@lastack/packetdrill';
import { said } from '../said.ts';
import type { Terminal } from '../terminal.ts';
import type { ScenarioRun } from './scenario.ts';
import { failureLadder, type ScriptRun } from './script.ts';

export type FileRun = ScenarioRun | ScriptRun;

/** A single-quoted scalar of YAML: nothing in it means anything but itself. */
const quoted = (words: string): string => `'${words.replaceAll("'", "''").replaceAll('\n', ' ')}'`;

const block = (key: string, text: string): string[] => [
  `${key}: |`,
  ...text.split('\n').map((line) => `  ${line}`.trimEnd()),
];

function failureLines(run: ScriptRun & { outcome: 'failed' }, failure: ScriptFailure, terminal: Terminal): string[] {
  const sides =
    failure.expected === null && failure.got === null
      ? []
      : [
          `expected: ${failure.expected === null ? '~' : quoted(failure.expected)}`,
          `got:      ${failure.got === null ? '~' : quoted(failure.got)}`,
        ];
  return [
    `at: ${run.file}:${failure.line}:${failure.column}`,
    `message: ${quoted(said(failure.message, terminal))}`,
    `script:   ${quoted(failure.source.trim())}`,
    ...sides,
    ...(failure.fields.length === 0 ? [] : [`differs: [${failure.fields.join(', ')}]`]),
    ...block('ladder', failureLadder(run, failure, terminal)),
  ];
}

function problemLines(problems: readonly (Problem | ScriptProblem)[], terminal: Terminal): string[] {
  return problems.flatMap((problem) => [
    `- at: ${problem.file}:${problem.line}:${problem.column}`,
    `  message: ${quoted(said(problem.message, terminal))}`,
    ...(problem.help === '' ? [] : [`  help: ${quoted(said(problem.help, terminal))}`]),
  ]);
}

function diagnostics(run: FileRun, terminal: Terminal): string[] {
  if (run.outcome === 'unreadable') return ['problems:', ...problemLines(run.problems, terminal)];
  if (run.outcome === 'passed' || run.result.failure === null) return [];
  return failureLines({ ...run, outcome: 'failed' }, run.result.failure, terminal);
}

/** The line of one file, and the reasons when it did not pass. */
export function tapLines(run: FileRun, number: number, terminal: Terminal): string[] {
  const { style } = terminal;
  if (run.outcome === 'passed') return [`${style('green', 'ok')} ${number} - ${run.file}`];
  const reasons = diagnostics(run, terminal).map((line) => `  ${line}`);
  return [`${style('red', 'not ok')} ${number} - ${run.file}`, '  ---', ...reasons, '  ...'];
}
