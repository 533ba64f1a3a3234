// mutant: any RST in the window ends the connection, as in RFC 793
// fails: packetdrill > strangers: only the RST at RCV.NXT ends anything
// code: closing/script
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
  if (segment.rst) return isExpected ? resetArrives(connection, settings) : goesOn(connection);

  if (state === 'TIME-WAIT' && segment.fin)
    return answers({ ...connection, deadline: settings.now + 2 * settings.msl });
  if (state === 'TIME-WAIT' && segment.syn && segment.ack === null && offset > 0) return isOver('closed');

  if (!isExpected || segment.syn) return answers(connection);
  if (segment.ack === null) return goesOn(connection);
  if (distance(sndNxt, segment.ack) > 0) return answers(connection);
  return takeText(takeAck(connection, segment.ack, settings), segment, settings);
}

const isInWindow = ({ rcvWnd }: Connection, segment: Segment, offset: number): boolean =>
  offset < rcvWnd && (offset >= 0 || offset + numbersOf(segment) > 0);

function resetArrives(connection: Connection, { rfc1337 }: Settings): Answer {
  if (connection.state === 'TIME-WAIT' && rfc1337) return goesOn(connection);
  return isOver('reset');
}

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

function takeText(connection: Connection | null, segment: Segment, { now, msl }: Settings): Answer {
  if (connection === null) return isOver('closed');
  const { state, rcvNxt } = connection;
  const known = -distance(rcvNxt, segment.seq);
  const isOpen = state === 'FIN-WAIT-1' || state === 'FIN-WAIT-2';
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

const add = (number: number, count: number): number => (number + count) >>> 0;

const distance = (a: number, b: number): number => (b - a) | 0;
