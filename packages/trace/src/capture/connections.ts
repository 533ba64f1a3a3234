/**
 * The segments of a capture, by connection: who is who, and numbers that count from the beginning of each direction.
 * Next: arrivals.ts
 */
import { distance, segmentLength, type Micros, type Segment, type Seq } from '@lastack/tcp';
import type { CapturedPacket } from '../pcap/frame.ts';
import { endpointText } from '../reading.ts';
import type { Endpoint } from '../record.ts';

/** An end of a connection: 0 opened it, or spoke first in the capture; 1 is its peer. */
export type End = 0 | 1;
export const otherEnd = (end: End): End => (end === 0 ? 1 : 0);

/** A segment with its place in its connection. Numbers are relative: a SYN has 0, the first octet of text 1. */
export interface CapturedSegment {
  readonly packet: CapturedPacket;
  readonly segment: Segment;
  /** Microseconds since the first packet of the capture. */
  readonly at: Micros;
  readonly from: End;
  readonly start: number;
  /** `start` + SEG.LEN. */
  readonly end: number;
  readonly ack: number | null;
  /** SEG.SEQ = SND.NXT − 1 and nothing new: "are you there?" §3.8.4. */
  readonly probe: boolean;
  /** All that it carries has been sent before. */
  readonly again: boolean;
}

export interface CapturedConnection {
  readonly ends: readonly [Endpoint, Endpoint];
  /** Its SYN is in the capture. */
  readonly opening: boolean;
  readonly segments: readonly CapturedSegment[];
}

/** One direction: relative numbers that go on beyond 2^32. */
interface Way {
  last: { readonly seq: Seq; readonly at: number } | null;
  /** SND.NXT as far as the capture shows it. */
  next: number;
}

interface Draft {
  readonly ends: readonly [Endpoint, Endpoint];
  readonly isn: Seq | null;
  readonly ways: readonly [Way, Way];
  readonly segments: CapturedSegment[];
  /** A FIN or a RST was seen. */
  ending: boolean;
}

const place = (way: Way, seq: Seq, first: number): number => {
  const at = way.last === null ? first : way.last.at + distance(way.last.seq, seq);
  // An old number must not become the place that later ones count from.
  if (way.last === null || at > way.last.at) way.last = { seq, at };
  return at;
};

function add(draft: Draft, packet: CapturedPacket, from: End, at: Micros): void {
  const { segment } = packet;
  const [own, peer] = [draft.ways[from], draft.ways[otherEnd(from)]];
  const first = own.last === null;
  const start = place(own, segment.seq, segment.syn ? 0 : 1);
  const ack = segment.ack === null ? null : place(peer, segment.ack, 1);
  const length = segmentLength(segment);
  const end = start + length;
  const bare = !segment.syn && !segment.fin && !segment.rst;
  const probe = bare && !first && segment.text.length <= 1 && start === own.next - 1;
  const again = !first && length > 0 && end <= own.next && !probe;
  own.next = Math.max(own.next, end);
  draft.ending ||= segment.fin || segment.rst;
  markFirstProbe(draft, from, ack);
  // A peer that acknowledges numbers has seen them, even if the capture has not.
  if (ack !== null) peer.next = Math.max(peer.next, ack);
  draft.segments.push({ packet, segment, at, from, start, end, ack, probe, again });
}

/** The capture's first segment is empty, and its answer acknowledges one number more: it was a probe. */
function markFirstProbe({ segments }: Draft, from: End, ack: number | null): void {
  const [first] = segments;
  if (segments.length !== 1 || first === undefined || first.from === from || first.end !== first.start) return;
  if (ack === first.start + 1) segments[0] = { ...first, probe: true };
}

/** A SYN that is not the SYN of the connection so far begins another one on the same four-tuple. */
const beginsAnother = (draft: Draft, { segment }: CapturedPacket): boolean =>
  segment.syn && segment.ack === null && draft.ending && segment.seq !== draft.isn;

const open = (packet: CapturedPacket): Draft => {
  const { segment, source, destination } = packet;
  // A SYN,ACK without its SYN: the other end opened.
  const ends =
    segment.syn && segment.ack !== null ? ([destination, source] as const) : ([source, destination] as const);
  const way = (): Way => ({ last: null, next: 0 });
  return { ends, isn: segment.syn ? segment.seq : null, ways: [way(), way()], segments: [], ending: false };
};

/** In the order of their first segments. */
export function connectionsOf(packets: readonly CapturedPacket[]): CapturedConnection[] {
  const began = packets[0]?.at ?? 0;
  // Time never runs backwards in a trace; in a file it may: a clock was set, or several interfaces wrote at once.
  let now = began;
  const current = new Map<string, Draft>();
  const drafts: Draft[] = [];
  for (const packet of packets) {
    const source = endpointText(packet.source);
    const name = [source, endpointText(packet.destination)].sort().join(' ');
    let draft = current.get(name);
    if (draft === undefined || beginsAnother(draft, packet)) {
      draft = open(packet);
      current.set(name, draft);
      drafts.push(draft);
    }
    now = Math.max(now, packet.at);
    add(draft, packet, endpointText(draft.ends[0]) === source ? 0 : 1, now - began);
  }
  return drafts.map(({ ends, segments }) => ({ ends, segments, opening: segments[0]!.segment.syn }));
}
