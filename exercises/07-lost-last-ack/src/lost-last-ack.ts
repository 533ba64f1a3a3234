/**
 * LAST-ACK as one function: our FIN is out, its ACK is not back. Times are whole milliseconds; sequence numbers are whole
 * numbers from 0 to 2^32 − 1, and after 2^32 − 1 comes 0.
 */

/** A connection whose FIN is out. All text has been acknowledged; the FIN alone is waiting. */
export interface Connection {
  /** SND.NXT: the number after our FIN. The FIN itself holds the number before. */
  readonly sndNxt: number;
  /** RCV.NXT: the number after the peer's FIN. */
  readonly rcvNxt: number;
  /** The retransmission timeout: how long the ACK of the last transmission may take, ms. */
  readonly rto: number;
  /** How often the FIN has been sent again. */
  readonly retransmissions: number;
  /** When patience ends; `null` until LAST-ACK has been entered. */
  readonly deadline: number | null;
}

/** A segment that arrives. */
export interface Segment {
  readonly seq: number;
  /** SEG.ACK; `null` when the ACK bit is off. */
  readonly ack: number | null;
  /** Octets of text. A FIN or a SYN is not counted here; each takes one number of its own. */
  readonly length: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
}

export type Event =
  /** LAST-ACK is entered now. Our FIN has just left: nothing is to be sent. */
  | { readonly type: 'enter' }
  | { readonly type: 'segment'; readonly segment: Segment }
  /** A clock rings. It may be one that was set before `deadline` last changed. */
  | { readonly type: 'timeout' };

export interface Settings {
  readonly now: number;
  /** The longest RTO, ms. */
  readonly rtoMax: number;
  /** How often the FIN is sent again at most: Linux's net.ipv4.tcp_orphan_retries. */
  readonly retries: number;
}

export interface Answer {
  /** The connection from now on. `null`: it is over, and `outcome` says how. */
  readonly connection: Connection | null;
  /** The segment to send: our FIN again, or (`fin: false`) an ACK. */
  readonly transmit: { readonly seq: number; readonly ack: number; readonly fin: boolean } | null;
  /** closed: the peer has our FIN. reset: it sent an RST. timed-out: we gave up. `null`: it goes on. */
  readonly outcome: 'closed' | 'reset' | 'timed-out' | null;
}

export function lastAck(connection: Connection, event: Event, settings: Settings): Answer {
  // TODO: start with the clock: `enter` sets it, `timeout` sends the FIN again. Which number does it have?
  return { connection, transmit: null, outcome: null };
}
