/**
 * How each connection of a capture ended: who closed first, how, in how many segments, and what was not answered.
 * Next: diagnosis-english.ts
 */
import type { State } from '@lastack/tcp';
import type { Bilingual } from '../language.ts';
import type { CapturedPacket } from '../pcap/frame.ts';
import type { Endpoint, HostName } from '../record.ts';
import { otherEnd, type CapturedSegment, type End } from './connections.ts';
import { diagnosisInChinese } from './diagnosis-chinese.ts';
import { diagnosisInEnglish } from './diagnosis-english.ts';
import { findingsOf, type Finding } from './findings.ts';
import { tellCapture, type ToldConnection } from './trace-from-packets.ts';

/** `keepalive`: after probes that nobody answered. `no-connection`: the answer to a segment for nobody (§3.10.7.1). */
export type ResetReason = 'abort' | 'keepalive' | 'no-connection' | 'refused';

export interface Probes {
  readonly by: HostName;
  readonly sent: number;
  readonly answered: number;
}

export interface ConnectionFacts {
  /** The one that opened, or spoke first; and its peer. */
  readonly ends: readonly [ConnectionEnd, ConnectionEnd];
  readonly opened: 'in the capture' | 'before the capture' | 'never';
  /** Who sent the first FIN; `both` when the FINs crossed; `null` when there is none. */
  readonly closedFirst: HostName | 'both' | null;
  /** Segments that carry a FIN, or the first acknowledgment of one, each counted once. */
  readonly closingSegments: number;
  /** How many FINs were sent again. */
  readonly repeatedFins: number;
  readonly reset: { readonly by: HostName; readonly reason: ResetReason } | null;
  readonly probes: Probes | null;
  readonly ending: 'closed' | 'last ACK missing' | 'half-closed' | 'reset' | 'open';
}

export interface ConnectionEnd {
  readonly host: HostName;
  readonly endpoint: Endpoint;
  /** The state in which the capture leaves it, inferred; `null` when it said nothing. */
  readonly state: State | null;
}

export interface ConnectionDiagnosis extends ConnectionFacts {
  /** The same in sentences. */
  readonly text: { readonly [language in keyof Bilingual]: readonly string[] };
  /** What more there is to see, each with the packets that show it; causes first. */
  readonly findings: readonly Finding[];
  /** The connection's packets by frame number: a four-tuple may be used more than once. */
  readonly frames: readonly number[];
}

type Segments = readonly CapturedSegment[];

const firstFin = (segments: Segments, end: End): CapturedSegment | undefined =>
  segments.find(({ from, segment }) => from === end && segment.fin);

/** The index of the first acknowledgment of a FIN by its peer. */
function ackOf(segments: Segments, fin: CapturedSegment | undefined): number | null {
  if (fin === undefined) return null;
  const index = segments.findIndex(
    ({ from, ack, segment }) => from !== fin.from && !segment.rst && ack !== null && ack >= fin.end,
  );
  return index < 0 ? null : index;
}

function whoClosedFirst(segments: Segments): End | 'both' | null {
  const fins = [firstFin(segments, 0), firstFin(segments, 1)] as const;
  const first = segments.find(({ segment }) => segment.fin);
  if (first === undefined) return null;
  const second = fins[otherEnd(first.from)];
  return second !== undefined && (second.ack ?? -Infinity) < first.end ? 'both' : first.from;
}

function closingSegments(segments: Segments): number {
  const counted = new Set<number>();
  for (const end of [0, 1] as const) {
    const fin = firstFin(segments, end);
    if (fin === undefined) continue;
    counted.add(segments.indexOf(fin));
    const ack = ackOf(segments, fin);
    if (ack !== null) counted.add(ack);
  }
  return counted.size;
}

function probesOf(segments: Segments, hosts: readonly [HostName, HostName]): Probes | null {
  const first = segments.find(({ probe }) => probe);
  if (first === undefined) return null;
  const own = [...segments.entries()].filter(([, { from, probe }]) => probe && from === first.from);
  const answered = own.filter(([index]) => {
    const next = segments[index + 1];
    return next !== undefined && next.from !== first.from;
  });
  return { by: hosts[first.from], sent: own.length, answered: answered.length };
}

function resetReason(segments: Segments, index: number): ResetReason {
  const reset = segments[index]!;
  const before = segments[index - 1];
  if (before?.from === reset.from) return before.probe ? 'keepalive' : 'abort';
  if (before?.segment.syn && before.segment.ack === null) return 'refused';
  return before !== undefined && reset.ack === null && reset.start === before.ack ? 'no-connection' : 'abort';
}

function endingOf(segments: Segments, reset: boolean): ConnectionFacts['ending'] {
  if (reset) return 'reset';
  const fins = [firstFin(segments, 0), firstFin(segments, 1)].filter((fin) => fin !== undefined);
  if (fins.length === 0) return 'open';
  if (fins.length === 1) return 'half-closed';
  return fins.every((fin) => ackOf(segments, fin) !== null) ? 'closed' : 'last ACK missing';
}

function factsOf({ connection, hosts, states }: ToldConnection): ConnectionFacts {
  const { segments, ends, opening } = connection;
  const end = (which: End): ConnectionEnd => ({ host: hosts[which], endpoint: ends[which], state: states[which] });
  const reset = segments.findIndex(({ segment }) => segment.rst);
  const first = whoClosedFirst(segments);
  const established = segments.some(({ segment }) => !segment.syn && !segment.rst);
  return {
    ends: [end(0), end(1)],
    opened: !opening ? 'before the capture' : established ? 'in the capture' : 'never',
    closedFirst: first === null || first === 'both' ? first : hosts[first],
    closingSegments: closingSegments(segments),
    repeatedFins: segments.filter(({ segment, again }) => segment.fin && again).length,
    reset: reset < 0 ? null : { by: hosts[segments[reset]!.from], reason: resetReason(segments, reset) },
    probes: probesOf(segments, hosts),
    ending: endingOf(segments, reset >= 0),
  };
}

/** One for each connection, in the order of their first segments. */
export function diagnose(packets: readonly CapturedPacket[]): ConnectionDiagnosis[] {
  const { connections, trace } = tellCapture(packets);
  return connections.map((told) => {
    const facts = factsOf(told);
    return {
      ...facts,
      text: { en: diagnosisInEnglish(facts), 'zh-Hans': diagnosisInChinese(facts) },
      findings: findingsOf(told, trace.end),
      frames: told.connection.segments.map(({ packet }) => packet.frame),
    };
  });
}
