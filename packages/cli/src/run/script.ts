/** A packetdrill script: read, played, and the ladder with what differed. Next: tap.ts */
import { flagNames, type ProfileName } from '@lastack/tcp';
import {
  definesOf,
  parseScript,
  playScript,
  type Script,
  type ScriptFailure,
  type ScriptProblem,
  type ScriptResult,
} from '@lastack/packetdrill';
import { ladderText, type Trace } from '@lastack/trace';
import type { Terminal } from '../terminal.ts';
import { readText } from './files.ts';

/** What became of one script. `unreadable` is neither passed nor skipped: it fails, with its place. */
export type ScriptRun =
  | {
      readonly kind: 'script';
      readonly file: string;
      readonly outcome: 'passed' | 'failed';
      readonly script: Script;
      readonly result: ScriptResult;
    }
  | {
      readonly kind: 'script';
      readonly file: string;
      readonly outcome: 'unreadable';
      readonly problems: readonly ScriptProblem[];
    };

export function play(file: string, cwd: string, options: { profile?: ProfileName; strict: boolean }): ScriptRun {
  const parsed = parseScript(readText(file, cwd), file, definesOf(options.profile ?? 'linux'));
  if (!parsed.ok) return { kind: 'script', file, outcome: 'unreadable', problems: parsed.problems };
  const result = playScript(parsed.script, options);
  return { kind: 'script', file, outcome: result.ok ? 'passed' : 'failed', script: parsed.script, result };
}

/** packetdrill's letter for each control bit, in its order: `FR.`. */
const lettersOf = (flags: readonly string[]): string =>
  [
    ['FIN', 'F'],
    ['SYN', 'S'],
    ['RST', 'R'],
    ['PSH', 'P'],
    ['ACK', '.'],
  ]
    .filter(([name = '']) => flags.includes(name))
    .map(([, letter]) => letter)
    .join('');

/**
 * The record of the packet that differs. The script takes packets one by one, so it is the one after those it took;
 * `null` unless its control bits are the ones that `got` names: a mark on another packet would lie.
 */
function recordOfGot(
  { script, result: { trace, played } }: ScriptRun & { outcome: 'failed' },
  got: string,
): number | null {
  const taken = script.events
    .slice(0, played - 1)
    .filter(({ action }) => action.type === 'packet' && action.packet.direction === 'outbound').length;
  const [subject] = trace.hosts;
  const sent = trace.records.flatMap((record, index) =>
    record.type === 'transmit' && record.host === subject?.name ? [{ record, index }] : [],
  );
  const found = sent[taken];
  if (found === undefined) return null;
  const letters = lettersOf(flagNames(found.record.packet.segment).split(','));
  return /^>? *([FSRP.]+) /.exec(got)?.[1]?.replace('P', '') === letters.replace('P', '') ? found.index : null;
}

/** The ladder up to the difference; the packet that came is marked with the one that should have. */
export function failureLadder(
  run: ScriptRun & { outcome: 'failed' },
  failure: ScriptFailure,
  { language, columns, say }: Pick<Terminal, 'language' | 'columns' | 'say'>,
): string {
  const { trace }: { trace: Trace } = run.result;
  const record = failure.kind === 'packet' && failure.got !== null ? recordOfGot(run, failure.got) : null;
  const expected = say({ en: 'expected', 'zh-Hans': '应当是' });
  const mark = record === null ? {} : { mark: { record, text: `${expected} ${failure.expected ?? ''}` } };
  return ladderText(trace, { language, width: Math.max(60, columns - 4), ...mark }).trimEnd();
}
