// variant: a table of rows, first match wins; the clock restarts on everything with an ACK bit, as on Linux
interface Connection {
  readonly sndNxt: number;
  readonly rcvNxt: number;
  readonly rcvWnd: number;
  readonly expires: number | null;
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
  | { readonly type: 'enter'; readonly finSent: number; readonly finReceived: number }
  | { readonly type: 'segment'; readonly segment: Segment }
  | { readonly type: 'timeout' };
interface Settings {
  readonly now: number;
  readonly msl: number;
  readonly rfc1337: boolean;
}
interface Answer {
  readonly connection: Connection | null;
  readonly transmit: { readonly seq: number; readonly ack: number } | null;
}

type Kind = 'rst' | 'syn' | 'fin' | 'text' | 'bare';
type Place = 'old' | 'next' | 'new';
type Reaction = 'ack' | 'ack and restart' | 'restart' | 'nothing' | 'end' | 'end unless rfc1337';

const ROWS: readonly (readonly [Kind, Place, hasAck: boolean | null, Reaction])[] = [
  ['rst', 'next', null, 'end unless rfc1337'],
  ['rst', 'old', null, 'nothing'],
  ['rst', 'new', null, 'nothing'],
  ['syn', 'new', false, 'end'],
  ['syn', 'new', true, 'ack and restart'],
  ['syn', 'next', null, 'ack'],
  ['syn', 'old', null, 'ack'],
  ['bare', 'next', true, 'restart'],
  ['bare', 'old', true, 'ack and restart'],
  ['bare', 'new', true, 'ack and restart'],
  ['fin', 'old', null, 'ack and restart'],
  ['fin', 'next', null, 'ack'],
  ['fin', 'new', null, 'ack'],
  ['text', 'old', true, 'ack and restart'],
  ['text', 'next', true, 'ack and restart'],
  ['text', 'new', true, 'ack and restart'],
];

export function timeWait(connection: Connection, event: Event, { now, msl, rfc1337 }: Settings): Answer {
  if (event.type === 'enter') return react(connection, 'restart', now + 2 * msl, rfc1337);
  if (event.type === 'timeout') {
    return { connection: connection.expires !== null && connection.expires <= now ? null : connection, transmit: null };
  }
  const { segment } = event;
  const kind = kindOf(segment);
  const place = placeOf(segment.seq, connection.rcvNxt);
  const row = ROWS.find(([k, p, a]) => k === kind && p === place && (a === null || a === (segment.ack !== null)));
  return react(connection, row === undefined ? 'ack' : row[3], now + 2 * msl, rfc1337);
}

function kindOf({ rst, syn, fin, length }: Segment): Kind {
  if (rst) return 'rst';
  if (syn) return 'syn';
  if (fin) return 'fin';
  return length > 0 ? 'text' : 'bare';
}

function placeOf(seq: number, rcvNxt: number): Place {
  if (seq === rcvNxt) return 'next';
  const forward = (seq - rcvNxt + 2 ** 32) % 2 ** 32;
  return forward < 2 ** 31 ? 'new' : 'old';
}

function react(connection: Connection, reaction: Reaction, due: number, rfc1337: boolean): Answer {
  if (reaction === 'end' || (reaction === 'end unless rfc1337' && !rfc1337))
    return { connection: null, transmit: null };
  const restarted = reaction.endsWith('restart') ? { ...connection, expires: due } : connection;
  const ack = { seq: connection.sndNxt, ack: connection.rcvNxt };
  return { connection: restarted, transmit: reaction.startsWith('ack') ? ack : null };
}
