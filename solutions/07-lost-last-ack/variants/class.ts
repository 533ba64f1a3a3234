// variant: a class behind the function; RSTs in the window are challenged, and the ACK in an old segment is read, as BSD does
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

const WINDOW = 65_535;

class Waiting {
  #connection: Connection;
  #transmit: Answer['transmit'] = null;
  #outcome: Answer['outcome'] = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get answer(): Answer {
    const connection = this.#outcome === null ? this.#connection : null;
    return { outcome: this.#outcome, transmit: this.#transmit, connection };
  }

  arm(now: number): void {
    this.#connection = { ...this.#connection, deadline: now + this.#connection.rto };
  }

  ring({ now, rtoMax, retries }: Settings): void {
    const { deadline, retransmissions, rto, sndNxt, rcvNxt } = this.#connection;
    if (deadline === null || deadline > now) return;
    if (retransmissions === retries) {
      this.#outcome = 'timed-out';
      return;
    }
    this.#transmit = { fin: true, ack: rcvNxt, seq: (sndNxt + 0xffff_ffff) % 2 ** 32 };
    this.#connection = {
      ...this.#connection,
      retransmissions: retransmissions + 1,
      rto: rto * 2 > rtoMax ? rtoMax : rto * 2,
    };
    this.arm(now);
  }

  hear({ seq, ack, syn, rst }: Segment): void {
    const offset = (seq - this.#connection.rcvNxt) >>> 0;
    if (rst && offset === 0) this.#outcome = 'reset';
    else if (rst ? offset < WINDOW : syn) this.#acknowledge();
    else if (!rst) this.#read(ack, offset);
  }

  #read(ack: number | null, offset: number): void {
    const { sndNxt } = this.#connection;
    if (ack === sndNxt) this.#outcome = 'closed';
    else if (offset >= WINDOW || (ack !== null && (ack - sndNxt) >>> 0 < 2 ** 31)) this.#acknowledge();
  }

  #acknowledge(): void {
    this.#transmit = { fin: false, ack: this.#connection.rcvNxt, seq: this.#connection.sndNxt };
  }
}

export function lastAck(connection: Connection, event: Event, settings: Settings): Answer {
  const waiting = new Waiting(connection);
  if (event.type === 'enter') waiting.arm(settings.now);
  else if (event.type === 'timeout') waiting.ring(settings);
  else waiting.hear(event.segment);
  return waiting.answer;
}
