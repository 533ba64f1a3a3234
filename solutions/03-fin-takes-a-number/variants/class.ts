// variant: a class behind the function, with BigInt for the circle
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

class Direction {
  readonly #next: bigint | null;

  constructor(next: number | null) {
    this.#next = next === null ? null : BigInt(next);
  }

  get next(): number | null {
    return this.#next === null ? null : Number(this.#next);
  }

  /** As far as a segment from `seq` on brings it. */
  take(seq: number, size: number): Direction {
    const from = BigInt(seq);
    const to = BigInt.asUintN(32, from + BigInt(size));
    if (this.#next === null) return new Direction(Number(to));
    const hole = BigInt.asIntN(32, from - this.#next);
    const gain = BigInt.asIntN(32, to - this.#next);
    return hole > 0n || gain <= 0n ? this : new Direction(Number(to));
  }
}

export function advance(end: End, event: Event): Answer {
  const sending = new Direction(end.sndNxt);
  const receiving = new Direction(end.rcvNxt);
  const { length, syn, fin } = event;
  const size = length + +syn + +fin;
  switch (event.type) {
    case 'arrive': {
      const { next } = receiving.take(event.seq, size);
      return { ...end, rcvNxt: next, seq: null, ack: size > 0 ? next : null };
    }
    case 'send':
      return { ...end, sndNxt: sending.take(end.sndNxt, size).next ?? 0, seq: end.sndNxt, ack: receiving.next };
    case 'resend':
      return { ...end, seq: event.seq, ack: receiving.next };
  }
}
