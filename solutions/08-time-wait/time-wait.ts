/**
 * TIME-WAIT, with RFC 9293 §3.10.7.4 in the order that keeps both ends quiet: first what ends the wait
 * (RST, new SYN), then what deserves no answer, then the one answer there is.
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
  const { now, msl } = settings;
  switch (event.type) {
    case 'enter':
      return { connection: { ...connection, expires: now + 2 * msl }, transmit: null };
    case 'timeout':
      // A repeated FIN moves `expires`; the clock set before it still rings, and then means nothing.
      return { connection: now >= (connection.expires ?? Infinity) ? null : connection, transmit: null };
    case 'segment':
      return segmentArrives(connection, event.segment, settings);
  }
}

function segmentArrives(connection: Connection, segment: Segment, { now, msl, rfc1337 }: Settings): Answer {
  const ahead = signedDistance(connection.rcvNxt, segment.seq);

  if (segment.rst) {
    // RFC 1337: with the setting on, a reset answers our own re-ACK of an old segment, and must not end the wait.
    const ends = ahead === 0 && !rfc1337;
    return { connection: ends ? null : connection, transmit: null };
  }
  // MAY-2: a SYN beyond everything that the old connection has received starts a new one; the listener takes it.
  if (segment.syn && segment.ack === null && ahead > 0) return { connection: null, transmit: null };

  // Two ends in TIME-WAIT would otherwise acknowledge each other's acknowledgments for ever.
  const bare = segment.length === 0 && !segment.syn && !segment.fin;
  if (bare && ahead === 0) return { connection, transmit: null };

  // "The only thing that can arrive in this state is a retransmission of the remote FIN. Acknowledge it, and restart the
  // 2 MSL timeout" (fifth): our ACK was lost. What else may come, old text or an old SYN, restarts it too, as on Linux.
  return {
    connection: { ...connection, expires: now + 2 * msl },
    transmit: { seq: connection.sndNxt, ack: connection.rcvNxt },
  };
}

/** From `a` to `b` on the circle of 2^32 numbers: −2^31 … 2^31 − 1. */
const signedDistance = (a: number, b: number): number => (b - a) | 0;
