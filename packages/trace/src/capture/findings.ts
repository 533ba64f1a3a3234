/**
 * What a capture shows beyond who closed first: where TIME-WAIT stays and why, a close() that never comes, what nobody
 * answered, a window that stayed shut, an end that is gone. Each with its evidence, the packets by number.
 * Next: finding-words.ts
 */
import type { Micros, State } from '@lastack/tcp';
import type { Bilingual } from '../language.ts';
import type { HostName } from '../record.ts';
import { otherEnd, type CapturedSegment, type End } from './connections.ts';
import { FINDING_WORDS } from './finding-words.ts';
import type { ToldConnection } from './trace-from-packets.ts';

export type FindingCode =
  | 'time-wait' // where it stays, and why there
  | 'close-wait' // the peer has closed, and this end does not
  | 'fin-unanswered'
  | 'reset-after-data' // text came that nobody would read
  | 'half-open' // one end has forgotten the connection
  | 'zero-window'
  | 'syn-unanswered'
  | 'refused'
  | 'sent-again' // text that had to be repeated
  | 'probes-unanswered'
  | 'one-sided'; // the capture has one direction only

/** What a finding is told with. */
export interface FindingFacts {
  /** The end it is about, and its peer. */
  readonly host: HostName;
  readonly peer: HostName;
  /** Packets by their frame numbers, as Wireshark shows them; the first is the one to look at. */
  readonly frames: readonly number[];
  /** Microseconds that it lasted; 0 where that says nothing. */
  readonly lasted: Micros;
}

export interface Finding extends FindingFacts {
  readonly code: FindingCode;
  readonly text: Bilingual;
}

/** A program that has read the end of its input and sends nothing for so long has perhaps forgotten to close. */
const PATIENCE: Micros = 1_000_000;

type Segments = readonly CapturedSegment[];
type Found = Omit<FindingFacts, 'host' | 'peer'> & { readonly code: FindingCode; readonly end: End };

interface Scene {
  readonly segments: Segments;
  readonly states: readonly [State | null, State | null];
  /** When the whole capture ends. */
  readonly until: Micros;
}

const frameOf = ({ packet }: CapturedSegment): number => packet.frame;
const found = (code: FindingCode, end: End, evidence: Segments, lasted: Micros = 0): Found[] =>
  evidence.length === 0 ? [] : [{ code, end, frames: evidence.map(frameOf), lasted }];

const ENDS = [0, 1] as const;
const finsOf = (segments: Segments, end: End): CapturedSegment[] =>
  segments.filter(({ from, segment }) => from === end && segment.fin);
/** Everything of an end but resets acknowledges what it had taken. */
const acknowledges = (segment: CapturedSegment, end: End, number: number): boolean =>
  segment.from === end && !segment.segment.rst && (segment.ack ?? -Infinity) >= number;

function timeWait({ segments, states }: Scene): Found[] {
  return ENDS.filter((end) => states[end] === 'TIME-WAIT').flatMap((end) => {
    const [fin] = finsOf(segments, end);
    const [peers] = finsOf(segments, otherEnd(end));
    const last = peers && segments.findLast((each) => acknowledges(each, end, peers.end));
    return found(
      'time-wait',
      end,
      [fin, last].filter((each) => each !== undefined),
    );
  });
}

function closeWait({ segments, states, until }: Scene): Found[] {
  return ENDS.filter((end) => states[end] === 'CLOSE-WAIT').flatMap((end) => {
    const [fin] = finsOf(segments, otherEnd(end));
    const after = fin === undefined ? [] : segments.slice(segments.indexOf(fin) + 1).filter(({ from }) => from === end);
    const taken = after.find(({ ack }) => fin !== undefined && (ack ?? 0) >= fin.end);
    const speaks = after.some(({ segment }) => segment.text.length > 0 || segment.rst);
    if (fin === undefined || taken === undefined || speaks || until - fin.at < PATIENCE) return [];
    return found('close-wait', end, [fin, taken], until - fin.at);
  });
}

function finUnanswered({ segments, until }: Scene): Found[] {
  return ENDS.flatMap((end) => {
    const fins = finsOf(segments, end);
    const [first] = fins;
    if (first === undefined) return [];
    const answered = segments.some((each) => acknowledges(each, otherEnd(end), first.end) || each.segment.rst);
    return answered ? [] : found('fin-unanswered', end, fins, until - first.at);
  });
}

/** A reset ends the story: at most one counts. What came just before it says why. */
function reset({ segments }: Scene): Found[] {
  const index = segments.findIndex(({ segment }) => segment.rst);
  const [before, rst] = [segments[index - 1], segments[index]];
  if (before === undefined || rst === undefined || before.from === rst.from) return [];
  if (before.segment.syn && before.segment.ack === null) return found('refused', rst.from, [rst, before]);
  const own = segments.slice(0, index).filter(({ from }) => from === rst.from);
  const taken = own.reduce((most, { ack }) => Math.max(most, ack ?? -Infinity), -Infinity);
  const closed = own.some(({ segment }) => segment.fin);
  // Text that it had not acknowledged met its reset, or it had said goodbye: nobody there would read any more.
  if (before.segment.text.length > 0 && (closed || taken < before.end)) {
    const knows = closed || own.some(({ segment }) => segment.syn) || rst.ack !== null;
    return found(knows ? 'reset-after-data' : 'half-open', rst.from, [rst, before]);
  }
  const forgotten = rst.ack === null && rst.start === before.ack && !closed;
  return forgotten ? found('half-open', rst.from, [rst, before]) : [];
}

function zeroWindow({ segments, until }: Scene): Found[] {
  return ENDS.flatMap((end) => {
    const own = segments.filter(({ from, segment }) => from === end && !segment.syn && !segment.rst);
    const shut = own.findIndex(({ segment }) => segment.wnd === 0);
    if (shut < 0) return [];
    const open = own.slice(shut).find(({ segment }) => segment.wnd > 0);
    const evidence = open === undefined ? [own[shut]!] : [own[shut]!, open];
    return found('zero-window', end, evidence, (open?.at ?? until) - own[shut]!.at);
  });
}

function synUnanswered({ segments, until }: Scene): Found[] {
  const [first] = segments;
  if (first === undefined || segments.some(({ from, segment }) => from === 1 || !segment.syn)) return [];
  return first.segment.ack === null ? found('syn-unanswered', 0, segments, until - first.at) : [];
}

const sentAgain = ({ segments }: Scene): Found[] =>
  ENDS.flatMap((end) =>
    found(
      'sent-again',
      end,
      segments.filter(({ from, again, segment }) => from === end && again && segment.text.length > 0),
    ),
  );

function probesUnanswered({ segments }: Scene): Found[] {
  return ENDS.flatMap((end) => {
    const lastHeard = segments.findLastIndex(({ from }) => from !== end);
    const probes = segments.filter(({ from, probe }, index) => from === end && probe && index > lastHeard);
    const [first] = probes;
    return first === undefined ? [] : found('probes-unanswered', end, probes, segments.at(-1)!.at - first.at);
  });
}

/** One end alone is seen, and what it acknowledges moves on: its peer speaks where nobody captures. */
function oneSided({ segments }: Scene): Found[] {
  const [first] = segments;
  const acks = segments.flatMap(({ ack }) => ack ?? []);
  if (first === undefined || segments.some(({ from }) => from !== first.from)) return [];
  const grew = acks.length > 0 && (first.segment.syn || acks.some((ack) => ack > acks[0]!));
  return grew ? found('one-sided', first.from, [first, segments.find(({ ack }) => ack !== null)!]) : [];
}

/** Causes before consequences. */
const DETECTORS: readonly ((scene: Scene) => Found[])[] = [
  ...[oneSided, synUnanswered, reset, closeWait, finUnanswered, zeroWindow, probesUnanswered, sentAgain, timeWait],
];

/** Everything that one connection shows; nothing for one that went well and was forgotten. */
export function findingsOf({ connection: { segments }, hosts, states }: ToldConnection, until: Micros): Finding[] {
  const scene: Scene = { segments, states, until };
  return DETECTORS.flatMap((detect) => detect(scene)).map(({ code, end, frames, lasted }) => {
    const facts = { host: hosts[end], peer: hosts[otherEnd(end)], frames, lasted };
    return { code, ...facts, text: FINDING_WORDS[code](facts) };
  });
}
