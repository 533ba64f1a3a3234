/**
 * TIME-WAIT as one function: what the connection was, what happens to it, what it is afterwards.
 * Times are whole milliseconds; sequence numbers are whole numbers from 0 to 2^32 − 1, and after 2^32 − 1 comes 0.
 */

/** A connection that waits. */
export interface Connection {
  /** SND.NXT: the number after our FIN. */
  readonly sndNxt: number;
  /** RCV.NXT: the number after the peer's FIN. */
  readonly rcvNxt: number;
  /** RCV.WND, in octets. */
  readonly rcvWnd: number;
  /** When it may be forgotten; `null` until TIME-WAIT has been entered. */
  readonly expires: number | null;
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
  /**
   * The connection enters TIME-WAIT now. Our FIN left at `finSent`, the peer's came at `finReceived`. The peer's FIN
   * has been acknowledged already: nothing is to be sent.
   */
  | { readonly type: 'enter'; readonly finSent: number; readonly finReceived: number }
  | { readonly type: 'segment'; readonly segment: Segment }
  /** A clock rings. It may be one that was set before `expires` last changed. */
  | { readonly type: 'timeout' };

export interface Settings {
  readonly now: number;
  /** Maximum segment lifetime. */
  readonly msl: number;
  /** Linux's net.ipv4.tcp_rfc1337: an RST does not end TIME-WAIT. */
  readonly rfc1337: boolean;
}

export interface Answer {
  /** The connection from now on. `null`: it is over, and its four-tuple is free. */
  readonly connection: Connection | null;
  /** The ACK to send, <SEQ=seq><ACK=ack><CTL=ACK>, or nothing. TIME-WAIT never sends anything else. */
  readonly transmit: { readonly seq: number; readonly ack: number } | null;
}

export function timeWait(connection: Connection, event: Event, settings: Settings): Answer {
  // TODO: start with the clock: `enter` and `timeout`. Then answer segments. The rules are in README.md.
  return { connection, transmit: null };
}
