// variant: 32-bit words of typed arrays are the circle; what a segment takes is counted by a generator
interface End {
  readonly sndNxt: number;
  readonly rcvNxt: number | null;
}
interface Carried {
  readonly length: number;
  readonly syn: boolean;
  readonly fin: boolean;
}

type Event =
  | ({ readonly type: 'send' } & Carried)
  | ({ readonly type: 'resend'; readonly seq: number } & Carried)
  | ({ readonly type: 'arrive'; readonly seq: number } & Carried);

interface Answer {
  readonly sndNxt: number;
  readonly rcvNxt: number | null;
  readonly seq: number | null;
  readonly ack: number | null;
}

/** Numbers as 32-bit words in a typed array: the circle comes with the storage. */
class Ring {
  readonly #cell = new Uint32Array(1);
  constructor(n: number) {
    this.#cell[0] = n;
  }
  get n(): number {
    return this.#cell[0]!;
  }
  go(n: number): this {
    this.#cell[0]! += n;
    return this;
  }
  /** How far `other` is ahead, −2^31 … 2^31 − 1. */
  to(other: number): number {
    return new Int32Array(Uint32Array.of(other - this.n).buffer)[0]!;
  }
}
function* numbers({ length, syn, fin }: Carried): Generator<'syn' | 'text' | 'fin'> {
  if (syn) yield 'syn';
  for (let i = 0; i < length; i++) yield 'text';
  if (fin) yield 'fin';
}
export function advance(end: End, event: Event): Answer {
  const taken = [...numbers(event)].length;
  const keep = { sndNxt: end.sndNxt, rcvNxt: end.rcvNxt };
  switch (event.type) {
    case 'send':
      return { ...keep, sndNxt: new Ring(end.sndNxt).go(taken).n, seq: end.sndNxt, ack: end.rcvNxt };
    case 'resend':
      return { ...keep, seq: event.seq, ack: end.rcvNxt };
  }
  if (taken === 0) return { ...keep, seq: null, ack: null };
  const expected = end.rcvNxt ?? (event.syn ? event.seq : null);
  if (expected === null) return { ...keep, seq: null, ack: null };
  const begins = new Ring(expected).to(event.seq);
  const ring = new Ring(expected);
  const news = begins + taken;
  if (begins <= 0 && news > 0) ring.go(news);
  return { sndNxt: end.sndNxt, rcvNxt: ring.n, seq: null, ack: ring.n };
}
