/**
 * Everything that a TCP does after its FIN has left. A segment meets the checks of RFC 9293 §3.10.7.4 in their order,
 * each able to stop the walk; whatever passes them moves SND.UNA, then RCV.NXT, and the two together say what the state
 * is: our FIN acknowledged or not, the peer's here or not.
 */

/** The states after our FIN has left. */
export type State = 'FIN-WAIT-1' | 'FIN-WAIT-2' | 'CLOSING' | 'LAST-ACK' | 'TIME-WAIT';

export interface Connection {
  readonly state: State;
  /** SND.UNA: the oldest number that has not been acknowledged. */
  readonly sndUna: number;
  /** SND.NXT: the number after our FIN. */
  readonly sndNxt: number;
  /** RCV.NXT: the number that we expect next. */
  readonly rcvNxt: number;
  /** RCV.WND, octets; it stays as it is, since the application reads at once. */
  readonly rcvWnd: number;
  /** Our text from SND.UNA on, one character for each octet; the FIN comes behind it. */
  readonly unacked: string;
  /** The retransmission timeout, ms. */
  readonly rto: number;
  /** How often what is unacknowledged has been sent again. */
  readonly retransmissions: number;
  /** When the clock rings: to send again, or (TIME-WAIT) to end. `null`: no clock runs. ms */
  readonly deadline: number | null;
}

/** A segment that arrives. */
export interface Segment {
  readonly seq: number;
  /** SEG.ACK; `null` when the ACK bit is off. */
  readonly ack: number | null;
  /** One character for each octet. A FIN or a SYN takes one number more. */
  readonly text: string;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
}

export type Event =
  /** Our FIN has just left, in FIN-WAIT-1 or LAST-ACK: nothing is to be sent, but the clock has to be set. */
  | { readonly type: 'enter' }
  | { readonly type: 'segment'; readonly segment: Segment }
  /** A clock rings. It may be one that was set before `deadline` last changed. */
  | { readonly type: 'timeout' };

export interface Settings {
  readonly now: number;
  readonly msl: number;
  /** The longest RTO, ms. */
  readonly rtoMax: number;
  /** How often something is sent again at most. */
  readonly retries: number;
  /** An RST does not end TIME-WAIT. */
  readonly rfc1337: boolean;
}

export interface Answer {
  /** The connection from now on. `null`: it is over, and `outcome` says how. */
  readonly connection: Connection | null;
  /** The segment to send, or nothing. */
  readonly transmit: {
    readonly seq: number;
    readonly ack: number;
    readonly text: string;
    readonly fin: boolean;
  } | null;
  /** Text for the application: each octet once, in order. */
  readonly deliver: string;
  /** closed: both FINs are acknowledged. reset: an RST. timed-out: given up. `null`: it goes on. */
  readonly outcome: 'closed' | 'reset' | 'timed-out' | null;
}

export function closing(connection: Connection, event: Event, settings: Settings): Answer {
  switch (event.type) {
    case 'enter':
      return goesOn({ ...connection, deadline: settings.now + connection.rto });
    case 'timeout':
      return clockRings(connection, settings);
    case 'segment':
      return segmentArrives(connection, event.segment, settings);
  }
}

function clockRings(connection: Connection, { now, rtoMax, retries }: Settings): Answer {
  const { state, deadline, sndUna, rcvNxt, unacked, retransmissions } = connection;
  if (deadline === null || now < deadline) return goesOn(connection);
  if (state === 'TIME-WAIT') return isOver('closed');
  if (retransmissions >= retries) return isOver('timed-out');
  const rto = Math.min(2 * connection.rto, rtoMax);
  return goesOn(
    { ...connection, rto, deadline: now + rto, retransmissions: retransmissions + 1 },
    { seq: sndUna, ack: rcvNxt, text: unacked, fin: true },
  );
}

function segmentArrives(connection: Connection, segment: Segment, settings: Settings): Answer {
  const { state, rcvNxt, sndNxt } = connection;
  const offset = distance(rcvNxt, segment.seq);
  const isExpected = isInWindow(connection, segment, offset);
  if (segment.rst) return isExpected ? resetArrives(connection, offset, settings) : goesOn(connection);

  // Before the first check, whose letter forgets it: a FIN that comes again has an old number, and restarts 2 MSL.
  if (state === 'TIME-WAIT' && segment.fin)
    return answers({ ...connection, deadline: settings.now + 2 * settings.msl });
  // MAY-2: a SYN beyond everything old begins a new connection.
  if (state === 'TIME-WAIT' && segment.syn && segment.ack === null && offset > 0) return isOver('closed');

  if (!isExpected || segment.syn) return answers(connection);
  if (segment.ack === null) return goesOn(connection);
  if (distance(sndNxt, segment.ack) > 0) return answers(connection);
  return takeText(takeAck(connection, segment.ack, settings), segment, settings);
}

/** First: some of it lies in the window. §3.4 */
const isInWindow = ({ rcvWnd }: Connection, segment: Segment, offset: number): boolean =>
  offset < rcvWnd && (offset >= 0 || offset + numbersOf(segment) > 0);

/** Second: exactly at RCV.NXT, or it may come from anybody (RFC 5961). In TIME-WAIT see RFC 1337. */
function resetArrives(connection: Connection, offset: number, { rfc1337 }: Settings): Answer {
  if (connection.state === 'TIME-WAIT' && rfc1337) return goesOn(connection);
  return offset === 0 ? isOver('reset') : answers(connection);
}

/** Fifth: what it acknowledges. `null`: that was the last thing to wait for. */
function takeAck(connection: Connection, ack: number, { now, msl }: Settings): Connection | null {
  const { state, sndUna, sndNxt, unacked, rto } = connection;
  const octets = distance(sndUna, ack);
  if (octets <= 0) return connection;
  const progress = { ...connection, sndUna: ack, unacked: unacked.slice(octets), retransmissions: 0 };
  if (ack !== sndNxt) return { ...progress, deadline: now + rto };
  if (state === 'LAST-ACK') return null;
  if (state === 'CLOSING') return { ...progress, state: 'TIME-WAIT', deadline: now + 2 * msl };
  return { ...progress, state: 'FIN-WAIT-2', deadline: null };
}

/** Seventh and eighth: what it brings. Behind a hole nothing is kept: it will come again. */
function takeText(connection: Connection | null, segment: Segment, { now, msl }: Settings): Answer {
  if (connection === null) return isOver('closed');
  const { state, rcvNxt } = connection;
  const known = -distance(rcvNxt, segment.seq);
  const isOpen = state === 'FIN-WAIT-1' || state === 'FIN-WAIT-2';
  // What carries nothing is not answered, or two ends would talk for ever.
  if (numbersOf(segment) === 0) return goesOn(connection);
  if (!isOpen || known < 0) return answers(connection);

  const deliver = segment.text.slice(known);
  const next = add(rcvNxt, deliver.length);
  if (!segment.fin) return { ...answers({ ...connection, rcvNxt: next }), deliver };
  const heard = { ...connection, rcvNxt: add(next, 1) };
  const moved: Connection =
    state === 'FIN-WAIT-1' ? { ...heard, state: 'CLOSING' } : { ...heard, state: 'TIME-WAIT', deadline: now + 2 * msl };
  return { ...answers(moved), deliver };
}

/** The numbers that a segment takes. A SYN takes one, too, but whatever comes with it is not taken. */
const numbersOf = ({ text, fin }: Segment): number => text.length + Number(fin);

const goesOn = (connection: Connection, transmit: Answer['transmit'] = null): Answer => ({
  connection,
  transmit,
  deliver: '',
  outcome: null,
});

const answers = (connection: Connection): Answer =>
  goesOn(connection, { seq: connection.sndNxt, ack: connection.rcvNxt, text: '', fin: false });

const isOver = (outcome: NonNullable<Answer['outcome']>): Answer => ({
  connection: null,
  transmit: null,
  deliver: '',
  outcome,
});

/** `count` numbers on, around the circle. */
const add = (number: number, count: number): number => (number + count) >>> 0;

/** From `a` to `b` on the circle of 2^32 numbers: −2^31 … 2^31 − 1. */
const distance = (a: number, b: number): number => (b - a) | 0;
