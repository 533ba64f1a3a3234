/**
 * LAST-ACK: the FIN is repeated, ever more patiently, until its ACK comes, an RST comes, or hope ends. RFC 9293
 * §3.10.7.4 says what a segment may do here, RFC 6298 §5 how long to wait.
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
  switch (event.type) {
    case 'enter':
      return goesOn({ ...connection, deadline: settings.now + connection.rto });
    case 'timeout':
      return clockRings(connection, settings);
    case 'segment':
      return segmentArrives(connection, event.segment);
  }
}

function clockRings(connection: Connection, { now, rtoMax, retries }: Settings): Answer {
  const { sndNxt, rcvNxt, deadline, retransmissions } = connection;
  if (now < (deadline ?? Infinity)) return goesOn(connection);
  // Only now: the last transmission has had its whole RTO, too.
  if (retransmissions >= retries) return isOver('timed-out');
  const rto = Math.min(2 * connection.rto, rtoMax);
  // The same FIN, so the same number; the ACK beside it is the newest there is.
  return goesOn(
    { ...connection, rto, deadline: now + rto, retransmissions: retransmissions + 1 },
    { seq: add(sndNxt, -1), ack: rcvNxt, fin: true },
  );
}

/** None of these touches the clock: what is not the ACK of our FIN is no reason for more hope, or less. */
function segmentArrives(connection: Connection, segment: Segment): Answer {
  const { sndNxt, rcvNxt } = connection;
  const acknowledgment = { seq: sndNxt, ack: rcvNxt, fin: false };
  const isNext = segment.seq === rcvNxt;

  // Anybody can send an RST; only one who follows the connection knows RCV.NXT (RFC 5961 §3).
  if (segment.rst) return isNext ? isOver('reset') : goesOn(connection);
  // A peer that has forgotten us and calls anew: our ACK draws the RST that proves it (RFC 5961 §4).
  if (segment.syn) return goesOn(connection, acknowledgment);
  // The peer's FIN again, or older: our ACK of it was lost.
  if (!isNext) return goesOn(connection, acknowledgment);
  if (segment.ack === null) return goesOn(connection);
  const ahead = distance(sndNxt, segment.ack);
  // What was never sent cannot have arrived.
  if (ahead > 0) return goesOn(connection, acknowledgment);
  // An older ACK only says that the FIN is still missing.
  return ahead === 0 ? isOver('closed') : goesOn(connection);
}

const goesOn = (connection: Connection, transmit: Answer['transmit'] = null): Answer => ({
  connection,
  transmit,
  outcome: null,
});

const isOver = (outcome: NonNullable<Answer['outcome']>): Answer => ({ connection: null, transmit: null, outcome });

/** `count` numbers on, around the circle. */
const add = (number: number, count: number): number => (number + count) >>> 0;

/** From `a` to `b` on the circle of 2^32 numbers: −2^31 … 2^31 − 1. */
const distance = (a: number, b: number): number => (b - a) | 0;
