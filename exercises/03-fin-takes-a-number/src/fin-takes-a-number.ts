/**
 * Which numbers a segment takes, and which number acknowledges it. One end of a connection, told everything that it
 * sends and receives. Sequence numbers are whole numbers from 0 to 2^32 − 1, and after 2^32 − 1 comes 0.
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
  // TODO: begin with `send`: which SEQ does the segment have, and how far does SND.NXT move?
  return { sndNxt: end.sndNxt, rcvNxt: end.rcvNxt, seq: null, ack: null };
}
