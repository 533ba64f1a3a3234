/**
 * Does any part of the segment fall inside the window? RFC 9293 §3.4 (table of four cases), §3.10.7.4, first.
 * Next: reset.ts
 */
import type { Profile } from '../profile.ts';
import { segmentLength, type Segment } from '../segment.ts';
import { add, before, within, type Seq } from '../sequence.ts';
import type { Draft } from '../step.ts';

/**
 * The four cases. A window of zero takes only an empty segment at RCV.NXT; otherwise the first or the last number
 * must be inside.
 */
export function isAcceptable(seq: Seq, length: number, rcvNxt: Seq, rcvWnd: number): boolean {
  if (rcvWnd === 0) return length === 0 && seq === rcvNxt;
  if (within(seq, rcvNxt, rcvWnd)) return true;
  return length > 0 && within(add(seq, length - 1), rcvNxt, rcvWnd);
}

/** The same, with Linux's extra number at the right edge (an empty segment there counts as inside). */
export function isInWindow(segment: Segment, rcvNxt: Seq, rcvWnd: number, profile: Profile): boolean {
  const length = segmentLength(segment);
  if (isAcceptable(segment.seq, length, rcvNxt, rcvWnd)) return true;
  return profile.rightEdgeInside && segment.seq === add(rcvNxt, rcvWnd);
}

/** Linux: nothing that ends at Last.ACK.sent or later is old, so what begins before RCV.NXT may still bring an ACK. */
export function endsInWindow(segment: Segment, { state, openedBy, rcv }: Draft, profile: Profile): boolean {
  if (profile.leftEdge === 'RCV.NXT' || (state === 'SYN-RECEIVED' && openedBy === 'passive')) return false;
  return before(segment.seq, rcv.nxt) && !before(add(segment.seq, segmentLength(segment)), rcv.acked);
}

const DAYS_24 = 24 * 86_400 * 1_000_000;

/** PAWS: the segment is stamped earlier than one that came before it. RFC 7323 §5.3, R1. */
export function isStale(segment: Segment, tsRecent: number | null, tsRecentAt: number, now: number): boolean {
  const stamp = segment.options.timestamps;
  if (tsRecent === null || stamp === undefined) return false;
  if (now - tsRecentAt > DAYS_24) return false; // §5.5: after 24 days TS.Recent has itself grown old
  return ((stamp.val - tsRecent) | 0) < 0;
}

/** RFC 7323 §4.3: the stamp of a segment that spans Last.ACK.sent is the one to echo. */
export function rememberTimestamp({ rcv }: Draft, segment: Segment, now: number): void {
  const stamp = segment.options.timestamps;
  if (rcv.tsRecent === null || stamp === undefined) return;
  if (((stamp.val - rcv.tsRecent) | 0) < 0 || before(rcv.acked, segment.seq)) return;
  rcv.tsRecent = stamp.val;
  rcv.tsRecentAt = now;
}
