/** A packetdrill script: read, played, and what differed, with its ladder. */
import {
  definesOf,
  parseScript,
  playScript,
  problemText,
  type ScriptFailure,
  type ScriptResult,
} from '@lastack/packetdrill';
import type { ProfileName } from '@lastack/tcp';
import type { Terminal } from '../terminal.ts';
import { readText } from './files.ts';

/** What became of one script. `unreadable` is neither passed nor skipped: it fails, and the call was wrong. */
export type Played =
  | { readonly file: string; readonly outcome: 'passed' | 'failed'; readonly result: ScriptResult }
  | { readonly file: string; readonly outcome: 'unreadable'; readonly problems: readonly string[] };

export function play(file: string, cwd: string, options: { profile?: ProfileName; strict: boolean }): Played {
  const parsed = parseScript(readText(file, cwd), file, definesOf(options.profile ?? 'linux'));
  if (!parsed.ok) return { file, outcome: 'unreadable', problems: parsed.problems.map(problemText) };
  const result = playScript(parsed.script, options);
  return { file, outcome: result.ok ? 'passed' : 'failed', result };
}

const LABELS = {
  expected: { en: 'Expected  ', 'zh-Hans': '应当  ' },
  got: { en: 'Got       ', 'zh-Hans': '实际  ' },
} as const;

function failureLines(file: string, failure: ScriptFailure, { say }: Terminal): string[] {
  const sides = (['expected', 'got'] as const).flatMap((side) =>
    failure[side] === null ? [] : [`  ${say(LABELS[side])}${failure[side]}`],
  );
  return [
    `  ${file}:${failure.line}:${failure.column}: ${failure.message}`,
    `  ${failure.source}`,
    ...sides,
    ...(failure.ladder === '' ? [] : ['', failure.ladder.trimEnd().replace(/^/gm, '  ')]),
    '',
  ];
}

/** One line for a script that passed; the whole story for one that did not. */
export function playedLines(played: Played, terminal: Terminal): string[] {
  const { style } = terminal;
  if (played.outcome === 'passed') return [style('green', `✓ ${played.file}`)];
  const head = style('red', `✗ ${played.file}`);
  if (played.outcome === 'unreadable') return [head, ...played.problems.map((problem) => problem.replace(/^/gm, '  '))];
  const { failure } = played.result;
  return [head, ...(failure === null ? [] : failureLines(played.file, failure, terminal))];
}
