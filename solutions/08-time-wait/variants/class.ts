// variant: a class behind the function, with the window test of §3.4 and challenge ACKs for an RST that guesses
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

class WaitingConnection {
  #expires: number | null;
  #over = false;
  #reply = false;
  readonly #given: Connection;
  readonly #settings: Settings;

  constructor(given: Connection, settings: Settings) {
    this.#given = given;
    this.#expires = given.expires;
    this.#settings = settings;
  }

  enter(): void {
    this.#restart();
  }

  ring(): void {
    this.#over = this.#expires !== null && this.#settings.now >= this.#expires;
  }

  arrive(segment: Segment): void {
    const offset = (segment.seq - this.#given.rcvNxt) >>> 0;
    const inWindow = offset < this.#given.rcvWnd;
    if (segment.rst) this.#reset(offset, inWindow);
    else if (segment.syn) this.#synchronize(segment, offset);
    else if (segment.fin) this.#finish(segment);
    // In the window there is nothing but an ACK that an honest peer could send, and nothing to say to it.
    else this.#reply = segment.length > 0 || !inWindow;
  }

  answer(): Answer {
    const { sndNxt, rcvNxt, rcvWnd } = this.#given;
    return {
      transmit: this.#reply ? { ack: rcvNxt, seq: sndNxt } : null,
      connection: this.#over ? null : { expires: this.#expires, rcvWnd, rcvNxt, sndNxt },
    };
  }

  #reset(offset: number, inWindow: boolean): void {
    if (offset !== 0) this.#reply = inWindow;
    else this.#over = !this.#settings.rfc1337;
  }

  #synchronize(segment: Segment, offset: number): void {
    const newer = offset !== 0 && offset < 0x8000_0000;
    this.#over = newer && segment.ack === null;
    this.#reply = !this.#over;
  }

  #finish(segment: Segment): void {
    this.#reply = true;
    if ((segment.seq + segment.length + 1) >>> 0 === this.#given.rcvNxt) this.#restart();
  }

  #restart(): void {
    this.#expires = this.#settings.now + this.#settings.msl * 2;
  }
}

export function timeWait(connection: Connection, event: Event, settings: Settings): Answer {
  const waiting = new WaitingConnection(connection, settings);
  switch (event.type) {
    case 'enter':
      waiting.enter();
      break;
    case 'timeout':
      waiting.ring();
      break;
    case 'segment':
      waiting.arrive(event.segment);
      break;
  }
  return waiting.answer();
}
