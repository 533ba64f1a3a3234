/** How a connection ended, read from a capture of it. */

/** Ends of the connection; which is client and which is server does not matter. */
export type End = 'a' | 'b';

/** A packet of the capture. Sequence numbers are whole numbers from 0 to 2^32 − 1, and after 2^32 − 1 comes 0. */
export interface Packet {
  readonly from: End;
  readonly seq: number;
  /** SEG.ACK; `null` when the ACK bit is off. */
  readonly ack: number | null;
  /** Octets of text. A SYN or a FIN is not counted here; each takes one number of its own. */
  readonly length: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
}

export interface Close {
  /** Who closed first; `crossed`: both, neither knowing of the other; `null`: nobody has. */
  readonly first: End | 'crossed' | null;
  /** `fin`: both FINs sent and both acknowledged; `rst`: otherwise, when there is an RST; `open`: otherwise. */
  readonly how: 'fin' | 'rst' | 'open';
  /** With `fin`, the segments that it took; else `null`. */
  readonly segments: number | null;
}

export function readClose(packets: readonly Packet[]): Close {
  // TODO: find each end's first FIN, and the number that it takes. Then ask who acknowledges whose, and when.
  return { first: null, how: 'open', segments: null };
}
