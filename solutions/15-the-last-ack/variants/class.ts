// variant: a class that is changed and then read; the clock of TIME-WAIT restarts on every segment with an ACK, as on Linux
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

const CIRCLE = 2 ** 32;
const ahead = (from: number, to: number): number => {
  const forward = (to - from + CIRCLE) % CIRCLE;
  return forward < CIRCLE / 2 ? forward : forward - CIRCLE;
};

class Closer {
  #c: { -readonly [field in keyof Connection]: Connection[field] };
  #transmit: Answer['transmit'] = null;
  #deliver = '';
  #outcome: Answer['outcome'] = null;
  readonly #settings: Settings;

  constructor(connection: Connection, settings: Settings) {
    this.#c = { ...connection };
    this.#settings = settings;
  }

  get answer(): Answer {
    const connection = this.#outcome === null ? this.#c : null;
    return { connection, transmit: this.#transmit, deliver: this.#deliver, outcome: this.#outcome };
  }

  set(after: number): void {
    this.#c.deadline = this.#settings.now + after;
  }

  enter(): void {
    this.set(this.#c.rto);
  }

  ring(): void {
    const { deadline, state, retransmissions, rto, sndUna, rcvNxt, unacked } = this.#c;
    const { now, retries, rtoMax } = this.#settings;
    if (deadline === null || deadline > now) return;
    if (state === 'TIME-WAIT') this.#outcome = 'closed';
    else if (retransmissions >= retries) this.#outcome = 'timed-out';
    else {
      this.#c.retransmissions += 1;
      this.#c.rto = Math.min(rtoMax, rto * 2);
      this.set(this.#c.rto);
      this.#transmit = { seq: sndUna, ack: rcvNxt, text: unacked, fin: true };
    }
  }

  hear(segment: Segment): void {
    const offset = ahead(this.#c.rcvNxt, segment.seq);
    if (this.#c.state === 'TIME-WAIT') this.#waits(segment, offset);
    else if (segment.rst) this.#reset(offset);
    else if (segment.syn || !this.#isInWindow(segment, offset)) this.#acknowledge();
    else if (segment.ack !== null) this.#takes(segment, segment.ack, offset);
  }

  #isInWindow({ text, fin }: Segment, offset: number): boolean {
    return offset < this.#c.rcvWnd && offset + Math.max(1, text.length + Number(fin)) > 0;
  }

  /** Nothing is taken any more: only the clock and one answer are left. */
  #waits({ rst, syn, fin, text, ack }: Segment, offset: number): void {
    if (rst) {
      if (!this.#settings.rfc1337) this.#reset(offset);
      return;
    }
    if (syn && ack === null && offset > 0) {
      this.#outcome = 'closed';
      return;
    }
    if (ack !== null) this.set(2 * this.#settings.msl);
    if (syn || fin || text !== '' || offset !== 0) this.#acknowledge();
  }

  #reset(offset: number): void {
    if (offset === 0) this.#outcome = 'reset';
  }

  #takes(segment: Segment, ack: number, offset: number): void {
    const { sndNxt, sndUna } = this.#c;
    if (ahead(sndNxt, ack) > 0) return this.#acknowledge();
    if (ahead(sndUna, ack) > 0) this.#forget(ack);
    if (this.#outcome === null && (segment.text !== '' || segment.fin)) this.#read(segment, offset);
  }

  #forget(ack: number): void {
    const { sndUna, sndNxt, unacked, rto, state } = this.#c;
    this.#c.unacked = unacked.slice(ahead(sndUna, ack));
    this.#c.sndUna = ack;
    this.#c.retransmissions = 0;
    if (ack !== sndNxt) return this.set(rto);
    if (state === 'LAST-ACK') this.#outcome = 'closed';
    else if (state === 'CLOSING') this.#wait();
    else {
      this.#c.state = 'FIN-WAIT-2';
      this.#c.deadline = null;
    }
  }

  #read({ text, fin }: Segment, offset: number): void {
    const { state } = this.#c;
    if (offset <= 0 && (state === 'FIN-WAIT-1' || state === 'FIN-WAIT-2')) {
      this.#deliver = text.slice(-offset);
      this.#c.rcvNxt = (this.#c.rcvNxt + this.#deliver.length + Number(fin)) % CIRCLE;
      if (fin && state === 'FIN-WAIT-1') this.#c.state = 'CLOSING';
      else if (fin) this.#wait();
    }
    this.#acknowledge();
  }

  #wait(): void {
    this.#c.state = 'TIME-WAIT';
    this.set(2 * this.#settings.msl);
  }

  #acknowledge(): void {
    this.#transmit = { seq: this.#c.sndNxt, ack: this.#c.rcvNxt, text: '', fin: false };
  }
}

export function closing(connection: Connection, event: Event, settings: Settings): Answer {
  const closer = new Closer(connection, settings);
  if (event.type === 'enter') closer.enter();
  else if (event.type === 'timeout') closer.ring();
  else closer.hear(event.segment);
  return closer.answer;
}
