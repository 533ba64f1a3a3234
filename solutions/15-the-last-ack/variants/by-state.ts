// variant: a function for each state, after one that reads the segment; the FIN goes alone when all text is acknowledged
type State = 'FIN-WAIT-1' | 'FIN-WAIT-2' | 'CLOSING' | 'LAST-ACK' | 'TIME-WAIT';

interface Connection {
  readonly state: State;
  readonly sndUna: number;
  readonly sndNxt: number;
  readonly rcvNxt: number;
  readonly rcvWnd: number;
  readonly unacked: string;
  readonly rto: number;
  readonly retransmissions: number;
  readonly deadline: number | null;
}

interface Segment {
  readonly seq: number;
  readonly ack: number | null;
  readonly text: string;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
}

type Event =
  { readonly type: 'enter' } | { readonly type: 'segment'; readonly segment: Segment } | { readonly type: 'timeout' };

interface Settings {
  readonly now: number;
  readonly msl: number;
  readonly rtoMax: number;
  readonly retries: number;
  readonly rfc1337: boolean;
}

interface Answer {
  readonly connection: Connection | null;
  readonly transmit: {
    readonly seq: number;
    readonly ack: number;
    readonly text: string;
    readonly fin: boolean;
  } | null;
  readonly deliver: string;
  readonly outcome: 'closed' | 'reset' | 'timed-out' | null;
}

/** What a segment means for this connection. */
interface Meaning {
  /** An ACK has to go back, whatever else. */
  readonly owed: boolean;
  readonly sndUna: number;
  readonly unacked: string;
  readonly ourFinHeard: boolean;
  readonly deliver: string;
  readonly theirFin: boolean;
}

type Handler = (connection: Connection, meaning: Meaning, settings: Settings) => Connection | null;

const forward = (from: number, to: number): number => (to - from) >>> 0;
const isAfter = (a: number, b: number): boolean => forward(a, b) !== 0 && forward(a, b) < 2 ** 31;
const plus = (number: number, count: number): number => (number + count) % 2 ** 32;

const waiting = (connection: Connection, { now, msl }: Settings): Connection => ({
  ...connection,
  state: 'TIME-WAIT',
  deadline: now + 2 * msl,
});

const HANDLERS: { readonly [state in Exclude<State, 'TIME-WAIT'>]: Handler } = {
  'FIN-WAIT-1'(connection, { ourFinHeard, theirFin }, settings) {
    if (ourFinHeard && theirFin) return waiting(connection, settings);
    if (ourFinHeard) return { ...connection, state: 'FIN-WAIT-2', deadline: null };
    return theirFin ? { ...connection, state: 'CLOSING' } : connection;
  },
  'FIN-WAIT-2': (connection, { theirFin }, settings) => (theirFin ? waiting(connection, settings) : connection),
  CLOSING: (connection, { ourFinHeard }, settings) => (ourFinHeard ? waiting(connection, settings) : connection),
  'LAST-ACK': (connection, { ourFinHeard }) => (ourFinHeard ? null : connection),
};

export function closing(connection: Connection, event: Event, settings: Settings): Answer {
  if (event.type === 'enter') return on({ ...connection, deadline: settings.now + connection.rto });
  if (event.type === 'timeout') return rings(connection, settings);
  const { segment } = event;
  const { rcvNxt, rcvWnd, sndNxt, state } = connection;
  if (segment.rst) return reset(connection, segment, settings);
  if (state === 'TIME-WAIT') return inTimeWait(connection, segment, settings);
  const size = segment.text.length + (segment.fin ? 1 : 0);
  const isNear =
    forward(rcvNxt, segment.seq) < rcvWnd || forward(rcvNxt, plus(segment.seq, Math.max(size, 1) - 1)) < rcvWnd;
  if (segment.syn || !isNear) return acknowledge(connection);
  if (segment.ack === null) return on(connection);
  if (isAfter(sndNxt, segment.ack)) return acknowledge(connection);
  return take(connection, read(connection, segment, segment.ack), settings);
}

function read({ state, rcvNxt, sndUna, sndNxt, unacked }: Connection, segment: Segment, ack: number): Meaning {
  const isNew = isAfter(sndUna, ack);
  const isOpen = state === 'FIN-WAIT-1' || state === 'FIN-WAIT-2';
  const fits = isOpen && !isAfter(rcvNxt, segment.seq);
  return {
    owed: segment.text.length > 0 || segment.fin,
    sndUna: isNew ? ack : sndUna,
    unacked: isNew ? unacked.slice(forward(sndUna, ack)) : unacked,
    ourFinHeard: isNew && ack === sndNxt,
    deliver: fits ? segment.text.slice(forward(segment.seq, rcvNxt)) : '',
    theirFin: fits && segment.fin,
  };
}

function take(connection: Connection, meaning: Meaning, settings: Settings): Answer {
  const { sndUna, unacked, deliver, theirFin, owed } = meaning;
  const rcvNxt = plus(connection.rcvNxt, deliver.length + (theirFin ? 1 : 0));
  const progress = sndUna === connection.sndUna ? {} : { retransmissions: 0, deadline: settings.now + connection.rto };
  const moved = { ...connection, ...progress, sndUna, unacked, rcvNxt };
  if (connection.state === 'TIME-WAIT') return on(moved);
  const next = HANDLERS[connection.state](moved, meaning, settings);
  if (next === null) return { connection: null, transmit: null, deliver: '', outcome: 'closed' };
  return { ...(owed ? acknowledge(next) : on(next)), deliver };
}

function inTimeWait(connection: Connection, segment: Segment, settings: Settings): Answer {
  const { rcvNxt } = connection;
  if (segment.syn && segment.ack === null && isAfter(rcvNxt, segment.seq)) {
    return { connection: null, transmit: null, deliver: '', outcome: 'closed' };
  }
  const end = plus(segment.seq, segment.text.length + (segment.fin ? 1 : 0));
  if (segment.fin && end === rcvNxt) return acknowledge(waiting(connection, settings));
  const isBare = segment.text === '' && !segment.fin && !segment.syn && segment.seq === rcvNxt;
  return isBare ? on(connection) : acknowledge(connection);
}

function reset(connection: Connection, { seq }: Segment, { rfc1337 }: Settings): Answer {
  if (seq !== connection.rcvNxt || (rfc1337 && connection.state === 'TIME-WAIT')) return on(connection);
  return { connection: null, transmit: null, deliver: '', outcome: 'reset' };
}

function rings(connection: Connection, { now, retries, rtoMax }: Settings): Answer {
  if (connection.deadline === null || now < connection.deadline) return on(connection);
  const { state, retransmissions, rto, sndUna, rcvNxt, unacked } = connection;
  if (state === 'TIME-WAIT') return { connection: null, transmit: null, deliver: '', outcome: 'closed' };
  if (retransmissions === retries) return { connection: null, transmit: null, deliver: '', outcome: 'timed-out' };
  const longer = Math.min(rto * 2, rtoMax);
  const again = { ...connection, rto: longer, retransmissions: retransmissions + 1, deadline: now + longer };
  return { ...on(again), transmit: { seq: sndUna, ack: rcvNxt, text: unacked, fin: true } };
}

const on = (connection: Connection): Answer => ({ connection, transmit: null, deliver: '', outcome: null });

const acknowledge = (connection: Connection): Answer => ({
  ...on(connection),
  transmit: { seq: connection.sndNxt, ack: connection.rcvNxt, text: '', fin: false },
});
