/**
 * Which segments reached their peer, and when: a capture sees packets at one place only, but the other end's own
 * segments tell what it had taken. What nothing tells of stays unanswered.
 * Next: states.ts
 */
import { otherEnd, type CapturedSegment, type End } from './connections.ts';

/** Where in the order of segments one is taken: at once, or just before the segment that shows it. */
export interface Arrival {
  readonly segment: number;
  /** The index of the segment before which this one is taken; `null`: at once, when it was captured. */
  readonly before: number | null;
}

/** For each index, over this segment and all later ones of one end. */
interface Foresight {
  /** The next segment of the end at or after an index. */
  readonly next: readonly (number | null)[];
  /** The lowest number that is sent, or sent again, from there on. */
  readonly lowest: readonly number[];
  /** Anything but resets from there on. */
  readonly speaks: readonly boolean[];
}

function foresee(segments: readonly CapturedSegment[], end: End): Foresight {
  const next: (number | null)[] = Array.from({ length: segments.length + 1 }, () => null);
  const lowest = new Array<number>(segments.length + 1).fill(Infinity);
  const speaks = new Array<boolean>(segments.length + 1).fill(false);
  for (let i = segments.length - 1; i >= 0; i -= 1) {
    const each = segments[i]!;
    const own = each.from === end;
    next[i] = own ? i : next[i + 1]!;
    lowest[i] = Math.min(lowest[i + 1]!, own && each.end > each.start && !each.probe ? each.start : Infinity);
    speaks[i] = speaks[i + 1]! || (own && !each.segment.rst);
  }
  return { next, lowest, speaks };
}

/** What one end says from here on, nearest last, walked from the end of the capture to its beginning. */
class Ahead {
  /** Acknowledgments that no nearer one reaches: they fall from the first to the last. */
  readonly #acks: { readonly index: number; readonly upTo: number }[] = [];
  /** The nearest reset without an acknowledgment, by its own number. */
  readonly #resets = new Map<number, number>();

  see(index: number, { ack, start, segment }: CapturedSegment): void {
    if (ack === null) {
      if (segment.rst) this.#resets.set(start, index);
      return;
    }
    while ((this.#acks.at(-1)?.upTo ?? Infinity) <= ack) this.#acks.pop();
    this.#acks.push({ index, upTo: ack });
  }

  /** The nearest segment that acknowledges `sent`, or answers it with a reset that has its ACK as number. §3.10.7.1 */
  signOf({ ack, end }: CapturedSegment): number | null {
    let [low, high] = [0, this.#acks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#acks[middle]!.upTo >= end) low = middle + 1;
      else high = middle;
    }
    const taken = this.#acks[low - 1]?.index ?? Infinity;
    const sign = Math.min(taken, (ack === null ? undefined : this.#resets.get(ack)) ?? Infinity);
    return sign === Infinity ? null : sign;
  }
}

/** For each segment the first one of its peer that shows that it was taken. */
function signsOf(segments: readonly CapturedSegment[]): (number | null)[] {
  const ahead = [new Ahead(), new Ahead()] as const;
  const signs = new Array<number | null>(segments.length).fill(null);
  for (let i = segments.length - 1; i >= 0; i -= 1) {
    signs[i] = ahead[otherEnd(segments[i]!.from)].signOf(segments[i]!);
    ahead[segments[i]!.from].see(i, segments[i]!);
  }
  return signs;
}

/** Which of several copies the peer answers: the one whose timestamp it echoes (RFC 7323 §3.2), or the last one. */
function answeredCopy(copies: readonly number[], segments: readonly CapturedSegment[], sign: number): number {
  const echo = segments[sign]!.segment.options.timestamps?.ecr;
  const echoed = copies.find((copy) => segments[copy]!.segment.options.timestamps?.val === echo);
  return echo === undefined ? copies.at(-1)! : (echoed ?? copies[0]!);
}

/** Segments that carry numbers: taken when the peer acknowledges or resets them. */
function arrivalsOfNumbered(segments: readonly CapturedSegment[], peers: readonly [Foresight, Foresight]): Arrival[] {
  const arrivals: Arrival[] = [];
  const signs = signsOf(segments);
  const bySign = new Map<string, { readonly copies: number[]; readonly sign: number }>();
  for (const [index, sent] of segments.entries()) {
    if (sent.end === sent.start || sent.probe || sent.segment.rst) continue;
    const sign = signs[index] ?? null;
    if (sign === null) continue;
    const name = `${sent.from} ${sent.start} ${sent.end} ${sign}`;
    const known = bySign.get(name);
    if (known) known.copies.push(index);
    else bySign.set(name, { copies: [index], sign });
  }
  for (const { copies, sign } of bySign.values()) {
    const index = answeredCopy(copies, segments, sign);
    const next = peers[otherEnd(segments[index]!.from)].next[index + 1];
    arrivals.push({ segment: index, before: next === sign ? null : sign });
    // A copy that a bare ACK follows at once was taken too: TIME-WAIT echoes the first one's timestamp.
    const last = copies.at(-1)!;
    const bare = segments[sign]!.end === segments[sign]!.start;
    if (bare && last !== index && last === sign - 1) arrivals.push({ segment: last, before: null });
  }
  return arrivals;
}

/** Segments that carry none: taken unless what the peer does later contradicts it. */
function bareArrives(index: number, segments: readonly CapturedSegment[], peer: Foresight, own: Foresight): boolean {
  const sent = segments[index]!;
  const reply = peer.next[index + 1] ?? null;
  // After a probe that nobody answered nobody may be there.
  if (sent.segment.rst) return !peer.speaks[index + 1] && segments[index - 1]?.probe !== true;
  if (sent.probe) return reply !== null && reply < (own.next[index + 1] ?? Infinity);
  // The peer sends again what this one acknowledged.
  return peer.lowest[index + 1]! >= (sent.ack ?? 0);
}

/** In the order in which they are taken. */
export function arrivalsOf(segments: readonly CapturedSegment[]): Arrival[] {
  const foresight = [foresee(segments, 0), foresee(segments, 1)] as const;
  const arrivals = arrivalsOfNumbered(segments, foresight);
  for (const [index, { start, end, from, probe, segment }] of segments.entries()) {
    if (end > start && !probe && !segment.rst) continue;
    if (bareArrives(index, segments, foresight[otherEnd(from)], foresight[from])) {
      arrivals.push({ segment: index, before: null });
    }
  }
  const place = ({ segment, before }: Arrival): number => before ?? segment + 0.5;
  return arrivals.sort((a, b) => place(a) - place(b) || a.segment - b.segment);
}
