// variant: the two directions as two values, sending and receiving; the state is only a name for the pair
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

type Sending = Pick<Connection, 'sndUna' | 'sndNxt' | 'unacked'>;
type Ending = { readonly connection: null; readonly outcome: NonNullable<Answer['outcome']> };

const delta = (from: number, to: number): number => (to - from) | 0;
const nothing = { transmit: null, deliver: '', outcome: null } as const;
const ended = (outcome: Ending['outcome']): Answer => ({ ...nothing, connection: null, outcome });

function acknowledged(sending: Sending, ack: number): Sending {
  const gain = delta(sending.sndUna, ack);
  if (gain <= 0 || delta(ack, sending.sndNxt) < 0) return sending;
  return { ...sending, sndUna: ack, unacked: sending.unacked.slice(gain) };
}

/** What is new in the segment; `null`: nothing, or a hole before it. */
function received(
  rcvNxt: number,
  { seq, text, fin }: Segment,
): { readonly text: string; readonly fin: boolean } | null {
  const known = delta(seq, rcvNxt);
  if (known < 0 || known >= text.length + (fin ? 1 : 0)) return null;
  return { text: text.slice(known), fin };
}

/** The pair of half-closes has a name for each of its points. */
function nameOf(hasOurs: boolean, hasTheirs: boolean, was: State): State | 'CLOSED' {
  if (was === 'LAST-ACK') return hasOurs ? 'CLOSED' : 'LAST-ACK';
  if (hasOurs) return hasTheirs ? 'TIME-WAIT' : 'FIN-WAIT-2';
  return hasTheirs ? 'CLOSING' : 'FIN-WAIT-1';
}

export function closing(connection: Connection, event: Event, settings: Settings): Answer {
  if (event.type === 'segment') return arrives(connection, event.segment, settings);
  const { now } = settings;
  if (event.type === 'enter') return { ...nothing, connection: { ...connection, deadline: now + connection.rto } };
  if (connection.deadline === null || connection.deadline > now) return { ...nothing, connection };
  if (connection.state === 'TIME-WAIT') return ended('closed');
  if (connection.retransmissions === settings.retries) return ended('timed-out');
  const rto = Math.min(settings.rtoMax, 2 * connection.rto);
  return {
    ...nothing,
    connection: { ...connection, rto, deadline: now + rto, retransmissions: connection.retransmissions + 1 },
    transmit: { seq: connection.sndUna, ack: connection.rcvNxt, text: connection.unacked, fin: true },
  };
}

function arrives(connection: Connection, segment: Segment, settings: Settings): Answer {
  const { state, rcvNxt, rcvWnd, sndNxt } = connection;
  const offset = delta(rcvNxt, segment.seq);
  const size = segment.text.length + Number(segment.fin) + Number(segment.syn);
  const answer = (next: Connection, deliver = ''): Answer => ({
    connection: next,
    transmit: { seq: next.sndNxt, ack: next.rcvNxt, text: '', fin: false },
    deliver,
    outcome: null,
  });
  if (segment.rst) {
    const obeyed = offset === 0 && !(state === 'TIME-WAIT' && settings.rfc1337);
    return obeyed ? ended('reset') : { ...nothing, connection };
  }
  if (segment.syn) {
    const isNew = state === 'TIME-WAIT' && segment.ack === null && offset > 0;
    return isNew ? ended('closed') : answer(connection);
  }
  const isFinAgain = state === 'TIME-WAIT' && segment.fin && offset + size === 0;
  if (isFinAgain) return answer({ ...connection, deadline: settings.now + 2 * settings.msl });
  if (offset >= rcvWnd || offset + Math.max(size, 1) <= 0) return answer(connection);
  if (segment.ack === null) return { ...nothing, connection };
  if (delta(sndNxt, segment.ack) > 0) return answer(connection);
  const news = state === 'FIN-WAIT-1' || state === 'FIN-WAIT-2' ? received(rcvNxt, segment) : null;
  const next = moved(connection, acknowledged(connection, segment.ack), news, settings);
  if (next === null) return ended('closed');
  return size > 0 ? answer(next, news?.text ?? '') : { ...nothing, connection: next };
}

function moved(
  connection: Connection,
  { sndUna, sndNxt, unacked }: Sending,
  news: ReturnType<typeof received>,
  { now, msl }: Settings,
): Connection | null {
  const hadTheirs = connection.state === 'CLOSING' || connection.state === 'TIME-WAIT';
  const name = nameOf(sndUna === sndNxt, hadTheirs || news?.fin === true, connection.state);
  if (name === 'CLOSED') return null;
  const rcvNxt = (connection.rcvNxt + (news?.text.length ?? 0) + Number(news?.fin ?? false)) >>> 0;
  const next = { ...connection, sndUna, sndNxt, unacked, rcvNxt, state: name };
  if (name === 'TIME-WAIT') {
    return connection.state === 'TIME-WAIT' ? next : { ...next, deadline: now + 2 * msl };
  }
  if (name === 'FIN-WAIT-2') return { ...next, deadline: null, retransmissions: 0 };
  if (sndUna === connection.sndUna) return next;
  return { ...next, retransmissions: 0, deadline: now + connection.rto };
}
