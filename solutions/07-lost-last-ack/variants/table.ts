// variant: what happened gets a name, and a table says what each name does
interface Connection {
  readonly sndNxt: number;
  readonly rcvNxt: number;
  readonly rto: number;
  readonly retransmissions: number;
  readonly deadline: number | null;
}

interface Segment {
  readonly seq: number;
  readonly ack: number | null;
  readonly length: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
}

type Event =
  { readonly type: 'enter' } | { readonly type: 'segment'; readonly segment: Segment } | { readonly type: 'timeout' };

interface Settings {
  readonly now: number;
  readonly rtoMax: number;
  readonly retries: number;
}

interface Answer {
  readonly connection: Connection | null;
  readonly transmit: { readonly seq: number; readonly ack: number; readonly fin: boolean } | null;
  readonly outcome: 'closed' | 'reset' | 'timed-out' | null;
}

type Name = 'entered' | 'too early' | 'due' | 'hopeless' | 'RST' | 'nothing new' | 'to be acknowledged' | 'done';

const ahead = (from: number, to: number): number => {
  const forward = (to - from + 2 ** 32) % 2 ** 32;
  return forward < 2 ** 31 ? forward : forward - 2 ** 32;
};

function nameOf(connection: Connection, event: Event, { now, retries }: Settings): Name {
  if (event.type === 'enter') return 'entered';
  if (event.type === 'timeout') {
    if (connection.deadline === null || now < connection.deadline) return 'too early';
    return connection.retransmissions >= retries ? 'hopeless' : 'due';
  }
  const { seq, ack, syn, rst } = event.segment;
  const isNext = seq === connection.rcvNxt;
  if (rst) return isNext ? 'RST' : 'nothing new';
  if (syn || !isNext) return 'to be acknowledged';
  const beyond = ack === null ? -1 : ahead(connection.sndNxt, ack);
  return beyond === 0 ? 'done' : beyond > 0 ? 'to be acknowledged' : 'nothing new';
}

type Effect = (connection: Connection, settings: Settings) => Answer;

const stays: Effect = (connection) => ({ connection, transmit: null, outcome: null });
const ends =
  (outcome: NonNullable<Answer['outcome']>): Effect =>
  () => ({ connection: null, transmit: null, outcome });
const wait = (connection: Connection, rto: number, now: number): Connection => ({
  ...connection,
  rto,
  deadline: now + rto,
});

const EFFECTS: { readonly [name in Name]: Effect } = {
  entered: (connection, { now }) => ({ ...ANSWER, connection: wait(connection, connection.rto, now) }),
  'too early': stays,
  due: (connection, { now, rtoMax }) => ({
    ...ANSWER,
    connection: {
      ...wait(connection, Math.min(rtoMax, connection.rto * 2), now),
      retransmissions: connection.retransmissions + 1,
    },
    transmit: { seq: (connection.sndNxt - 1) >>> 0, ack: connection.rcvNxt, fin: true },
  }),
  hopeless: ends('timed-out'),
  RST: ends('reset'),
  'nothing new': stays,
  'to be acknowledged': (connection) => ({
    ...ANSWER,
    connection,
    transmit: { seq: connection.sndNxt, ack: connection.rcvNxt, fin: false },
  }),
  done: ends('closed'),
};
const ANSWER: Answer = { connection: null, transmit: null, outcome: null };

export function lastAck(connection: Connection, event: Event, settings: Settings): Answer {
  return EFFECTS[nameOf(connection, event, settings)](connection, settings);
}
