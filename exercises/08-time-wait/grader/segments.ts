/**
 * The connection of the scenarios, and the segments that can reach it. The peer sent text up to 400, then its FIN
 * (number 401), so RCV.NXT is 402. An old segment of it is the one with SEQ 301.
 */
import { onward } from '@lastack/exercise-kit';
import type { Connection, Event, Segment } from '#subject';
import type { Step } from './play.ts';

export const CONNECTION: Connection = { sndNxt: 1201, rcvNxt: 402, rcvWnd: 65_535, expires: null };

/** The same connection with RCV.NXT somewhere else on the circle. */
export const connectionAt = (rcvNxt: number): Connection => ({ ...CONNECTION, rcvNxt });

const arrives = (at: number, segment: Partial<Segment>): Step => ({
  at,
  event: {
    type: 'segment',
    segment: { seq: 402, ack: 1201, length: 0, syn: false, fin: false, rst: false, ...segment },
  },
});

/** `finReceived` lies before `at` when both ends closed at once and the last thing to arrive was an ACK. */
export const enter = (at: number, finSent = at - 40, finReceived = at): Step => ({
  at,
  event: { type: 'enter', finSent, finReceived } satisfies Event,
});
export const timeout = (at: number): Step => ({ at, event: { type: 'timeout' } });

/** The peer's FIN again, with the last `length` octets of its text if it was sent together with them. */
export const fin = (at: number, length = 0, rcvNxt = 402): Step =>
  arrives(at, { seq: onward(rcvNxt, -1 - length), length, fin: true });
export const ack = (at: number, seq = 402): Step => arrives(at, { seq });
export const rst = (at: number, seq = 402): Step => arrives(at, { seq, ack: null, rst: true });
export const syn = (at: number, seq: number): Step => arrives(at, { seq, ack: null, syn: true });
export const synAck = (at: number, seq: number): Step => arrives(at, { seq, syn: true });
/** A FIN anywhere; it is the peer's, seen again, when its own number is 401. */
export const finAt = (at: number, seq: number, length = 0): Step => arrives(at, { seq, length, fin: true });
/** Without the ACK bit, which every segment of an open connection has. */
export const unacked = (at: number, seq: number, length = 0, fin = false): Step =>
  arrives(at, { seq, ack: null, length, fin });
export const textAt = (at: number, seq: number, length: number): Step => arrives(at, { seq, length });
