/**
 * A segment takes one number for each octet, one for a SYN, one for a FIN. RFC 9293 §3.4. Everything else follows:
 * SND.NXT is behind the last number sent, RCV.NXT behind the last one received without a hole.
 */

/** What one end knows. */
export interface End {
  /** SND.NXT: the number that what we send next will begin with. */
  readonly sndNxt: number;
  /** RCV.NXT: the number that we expect next from the peer; `null` before its SYN has come. */
  readonly rcvNxt: number | null;
}

/** What a segment carries: octets of text, and the two control bits that matter here. */
export interface Carried {
  readonly length: number;
  readonly syn: boolean;
  readonly fin: boolean;
}

export type Event =
  /** We send something for the first time. All three empty: a bare ACK. */
  | ({ readonly type: 'send' } & Carried)
  /** We send again what left with this SEQ before. */
  | ({ readonly type: 'resend'; readonly seq: number } & Carried)
  /** The peer's segment arrives. */
  | ({ readonly type: 'arrive'; readonly seq: number } & Carried);

export interface Answer {
  /** The end from now on. */
  readonly sndNxt: number;
  readonly rcvNxt: number | null;
  /** SEG.SEQ of the segment that leaves; `null` when one arrives. */
  readonly seq: number | null;
  /**
   * SEG.ACK of the segment that leaves (`null`: the ACK bit is off). When one arrives: the number that acknowledges it;
   * `null`: there is nothing to acknowledge.
   */
  readonly ack: number | null;
}

export function advance(end: End, event: Event): Answer {
  const { sndNxt, rcvNxt } = end;
  switch (event.type) {
    case 'send':
      return { sndNxt: add(sndNxt, numbersTaken(event)), rcvNxt, seq: sndNxt, ack: rcvNxt };
    case 'resend':
      // The old numbers, which SND.NXT has passed long ago, and the newest ACK: what came since is not said twice.
      return { sndNxt, rcvNxt, seq: event.seq, ack: rcvNxt };
    case 'arrive': {
      const next = afterArrival(rcvNxt, event.seq, numbersTaken(event));
      // Only what takes a number is acknowledged. That includes what we had already: our ACK of it may be lost.
      return { sndNxt, rcvNxt: next, seq: null, ack: numbersTaken(event) === 0 ? null : next };
    }
  }
}

/** SEG.LEN: what the sequence numbers count. */
const numbersTaken = ({ length, syn, fin }: Carried): number => length + (syn ? 1 : 0) + (fin ? 1 : 0);

/** RCV.NXT after a segment of `size` numbers that begins at `seq`. */
function afterArrival(rcvNxt: number | null, seq: number, size: number): number {
  const end = add(seq, size);
  if (rcvNxt === null) return end; // the peer's SYN: it says where the peer begins
  const isBeyondHole = distance(rcvNxt, seq) > 0;
  // What ends at or before RCV.NXT brings nothing new, and RCV.NXT never goes back.
  return isBeyondHole ? rcvNxt : add(rcvNxt, Math.max(0, distance(rcvNxt, end)));
}

/** `count` numbers on, around the circle. */
const add = (number: number, count: number): number => (number + count) % 2 ** 32;

/** From `a` to `b` on the circle of 2^32 numbers: −2^31 … 2^31 − 1. Negative: `b` comes before `a`. */
const distance = (a: number, b: number): number => (b - a) | 0;
