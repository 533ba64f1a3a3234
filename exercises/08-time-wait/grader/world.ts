/**
 * The learner's TIME-WAIT inside a whole TCP, in small worlds where things go wrong. What is judged is not what the
 * function returned but what became of the other end.
 */
import { ladderOf, RuleBroken, text, type Rule, type Text } from '@lastack/exercise-kit';
import { run, type Scenario, type ScriptedCall } from '@lastack/simulator';
import type { Trace, TraceRecord } from '@lastack/trace';
import { tcp } from './as-state.ts';
import type { TimeWait } from './play.ts';

export const MSL = 30_000;

/**
 * Hosts without timestamps, whose sequence numbers start at 0 for every connection, as TCPs once did: timestamps and
 * well-chosen initial numbers also keep old segments out, and here TIME-WAIT has to do it alone.
 */
export const BARE = {
  profile: 'rfc9293',
  iss: 0,
  sysctls: { 'net.ipv4.tcp_timestamps': 0, 'net.ipv4.tcp_window_scaling': 0, 'net.ipv4.tcp_sack': 0 },
} as const;

/** A connects from port 40000 to B's port 80, and says the words. */
export const opening = (words: string): readonly ScriptedCall[] => [
  { at: 0, host: 'B', call: 'listen', socket: 'listener', port: 80 },
  { at: 0, host: 'B', call: 'accept', socket: 'listener', as: 'b' },
  { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80, from: 40_000 },
  { at: 100, host: 'A', call: 'send', socket: 'a', text: words },
  { at: 200, host: 'B', call: 'recv', socket: 'b' },
];

/** Runs the scenario with the learner's TIME-WAIT on the hosts named. */
export function runWith(timeWait: TimeWait, scenario: Scenario, hosts: readonly string[]): Trace {
  const machines = Object.keys(scenario.hosts).map((host) => [
    host,
    tcp(MSL, hosts.includes(host) ? timeWait : undefined),
  ]);
  return run(scenario, { machine: Object.fromEntries(machines) });
}

/** A connection's history in TIME-WAIT on one host: when it came there, and when and how it left. */
export function waitOf(trace: Trace, host: string): { from: number; until: number | null; record: number | null } {
  const moves = trace.records.flatMap((record, index) =>
    record.type === 'state' && record.host === host ? [{ ...record, index }] : [],
  );
  const entered = moves.find(({ to }) => to === 'TIME-WAIT');
  const left = moves.find(({ from }) => from === 'TIME-WAIT');
  return { from: entered?.at ?? Infinity, until: left?.at ?? null, record: left?.index ?? null };
}

/** The index of the first record that fits, or null. */
export function firstRecord(trace: Trace, fits: (record: TraceRecord) => boolean): number | null {
  const index = trace.records.findIndex(fits);
  return index === -1 ? null : index;
}

export function lastRecord(trace: Trace, fits: (record: TraceRecord) => boolean): number | null {
  const index = trace.records.findLastIndex(fits);
  return index === -1 ? null : index;
}

const HERE = text('here it goes wrong', '从这里开始不对');

/** Throws the story of this run, its ladder drawn from the first FIN to the record where it went wrong. */
export function broken(
  rule: Rule,
  trace: Trace,
  record: number | null,
  { tried, expected, got }: { tried: readonly Text[]; expected: Text; got: Text },
): never {
  const closing = firstRecord(
    trace,
    ({ type, ...rest }) => type === 'state' && 'to' in rest && rest.to === 'FIN-WAIT-1',
  );
  const until = record ?? trace.records.length - 1;
  // What came later is no part of the story.
  const story: Trace = { ...trace, records: trace.records.slice(0, until + 1) };
  const ladder = ladderOf(story, {
    from: Math.min(closing ?? 0, until),
    ...(record === null ? {} : { mark: { record, text: HERE } }),
  });
  throw new RuleBroken(rule, { tried, ladder, expected, got });
}
