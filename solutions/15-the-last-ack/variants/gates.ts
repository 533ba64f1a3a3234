// variant: gates in a row, each may end the walk; a desk that may be written on while one event is worked on
export type State = 'FIN-WAIT-1' | 'FIN-WAIT-2' | 'CLOSING' | 'LAST-ACK' | 'TIME-WAIT';

export interface Connection {
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

export interface Segment {
  readonly seq: number;
  readonly ack: number | null;
  readonly text: string;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
}

export type Event =
  { readonly type: 'enter' } | { readonly type: 'segment'; readonly segment: Segment } | { readonly type: 'timeout' };

export interface Settings {
  readonly now: number;
  readonly msl: number;
  readonly rtoMax: number;
  readonly retries: number;
  readonly rfc1337: boolean;
}

export interface Answer {
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

type Outcome = NonNullable<Answer['outcome']>;

const ROUND = 2 ** 32;
const wrap = (n: number): number => ((n % ROUND) + ROUND) % ROUND;
/** Signed way from `from` to `to`. */
const way = (from: number, to: number): number => {
  const on = wrap(to - from);
  return on < ROUND / 2 ? on : on - ROUND;
};

/** Where a FIN-side move leads when our FIN is acknowledged, when the peer's is in order. */
const OURS: Readonly<Record<State, State | Outcome>> = {
  'FIN-WAIT-1': 'FIN-WAIT-2',
  'FIN-WAIT-2': 'FIN-WAIT-2',
  CLOSING: 'TIME-WAIT',
  'LAST-ACK': 'closed',
  'TIME-WAIT': 'TIME-WAIT',
};
const THEIRS: Readonly<Partial<Record<State, State>>> = { 'FIN-WAIT-1': 'CLOSING', 'FIN-WAIT-2': 'TIME-WAIT' };

/** Mutable while one event is worked on. */
class Desk {
  tcb: { -readonly [K in keyof Connection]: Connection[K] };
  ackOwed = false;
  again: Answer['transmit'] = null;
  delivered = '';
  readonly settings: Settings;

  constructor(connection: Connection, settings: Settings) {
    this.tcb = { ...connection };
    this.settings = settings;
  }

  ring(after: number): void {
    this.tcb.deadline = this.settings.now + after;
  }

  enterState(state: State): void {
    this.tcb.state = state;
    if (state === 'FIN-WAIT-2') this.tcb.deadline = null;
    if (state === 'TIME-WAIT') this.ring(2 * this.settings.msl);
  }

  answer(): Answer {
    const { sndNxt: seq, rcvNxt: ack } = this.tcb;
    const transmit = this.again ?? (this.ackOwed ? { seq, ack, text: '', fin: false } : null);
    return { connection: { ...this.tcb }, transmit, deliver: this.delivered, outcome: null };
  }
}

const over = (outcome: Outcome): Answer => ({ connection: null, transmit: null, deliver: '', outcome });

/** `undefined`: go on; a string: it is over; `stop`: answer with what is on the desk. */
type Verdict = Outcome | 'stop' | undefined;
type Gate = (desk: Desk, segment: Segment) => Verdict;

const GATES: readonly Gate[] = [
  // A new incarnation knocks at TIME-WAIT.
  ({ tcb }, { syn, ack, rst, seq }) =>
    tcb.state === 'TIME-WAIT' && syn && !rst && ack === null && way(tcb.rcvNxt, seq) > 0 ? 'closed' : undefined,

  // The window.
  (desk, { seq, text, syn, fin, rst }) => {
    const from = way(desk.tcb.rcvNxt, seq);
    const length = text.length + Number(syn) + Number(fin);
    const last = from + Math.max(0, length - 1);
    if (last >= 0 && from < desk.tcb.rcvWnd) return undefined;
    // A FIN that has been taken, again.
    if (fin && desk.tcb.state === 'TIME-WAIT' && from + length === 0) desk.ring(2 * desk.settings.msl);
    desk.ackOwed = !rst;
    return 'stop';
  },

  // RST, then SYN.
  ({ tcb, settings }, { rst, seq }) => {
    if (!rst) return undefined;
    if (seq !== tcb.rcvNxt) return 'stop';
    return tcb.state === 'TIME-WAIT' && settings.rfc1337 ? 'stop' : 'reset';
  },
  (desk, { syn }) => {
    if (!syn) return undefined;
    desk.ackOwed = true;
    return 'stop';
  },

  // ACK.
  (desk, { ack }) => {
    const { tcb } = desk;
    if (ack === null) return 'stop';
    if (way(tcb.sndNxt, ack) > 0) {
      desk.ackOwed = true;
      return 'stop';
    }
    const moved = way(tcb.sndUna, ack);
    if (moved <= 0) return undefined;
    tcb.sndUna = ack;
    tcb.unacked = tcb.unacked.slice(moved);
    tcb.retransmissions = 0;
    if (ack !== tcb.sndNxt) return void desk.ring(tcb.rto);
    const next = OURS[tcb.state];
    if (next === 'closed' || next === 'reset' || next === 'timed-out') return next;
    if (next !== tcb.state) desk.enterState(next);
    return undefined;
  },

  // Text and FIN.
  (desk, { seq, text, fin }) => {
    const { tcb } = desk;
    if (text === '' && !fin) return 'stop';
    desk.ackOwed = true;
    const hole = way(tcb.rcvNxt, seq);
    const next = THEIRS[tcb.state];
    if (next === undefined) {
      if (tcb.state === 'TIME-WAIT' && fin && hole + text.length === -1) desk.ring(2 * desk.settings.msl);
      return 'stop';
    }
    if (hole > 0) return 'stop';
    const room = text.slice(-hole, tcb.rcvWnd - hole);
    desk.delivered = room;
    tcb.rcvNxt = wrap(tcb.rcvNxt + room.length);
    if (!fin || wrap(seq + text.length) !== tcb.rcvNxt) return 'stop';
    tcb.rcvNxt = wrap(tcb.rcvNxt + 1);
    desk.enterState(next);
    return 'stop';
  },
];

export function closing(connection: Connection, event: Event, settings: Settings): Answer {
  const desk = new Desk(connection, settings);
  if (event.type === 'segment') {
    for (const gate of GATES) {
      const verdict = gate(desk, event.segment);
      if (verdict === 'stop') break;
      if (verdict !== undefined) return over(verdict);
    }
    return desk.answer();
  }
  const { tcb } = desk;
  if (event.type === 'enter') {
    desk.ring(tcb.rto);
    return desk.answer();
  }
  if (tcb.deadline === null || settings.now < tcb.deadline) return desk.answer();
  if (tcb.state === 'TIME-WAIT') return over('closed');
  if (tcb.retransmissions >= settings.retries) return over('timed-out');
  tcb.retransmissions += 1;
  tcb.rto = Math.min(2 * tcb.rto, settings.rtoMax);
  desk.ring(tcb.rto);
  desk.again = { seq: tcb.sndUna, ack: tcb.rcvNxt, text: tcb.unacked, fin: true };
  return desk.answer();
}
