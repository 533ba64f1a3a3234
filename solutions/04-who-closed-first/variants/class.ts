// variant: an end is an object that is asked what it did and what it had seen
type End = 'a' | 'b';
interface Packet {
  readonly from: End;
  readonly seq: number;
  readonly ack: number | null;
  readonly length: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
}
interface Close {
  readonly first: End | 'crossed' | null;
  readonly how: 'fin' | 'rst' | 'open';
  readonly segments: number | null;
}

class Side {
  readonly #own: readonly Packet[];
  readonly fin: Packet | undefined;
  readonly reset: boolean;

  constructor(packets: readonly Packet[], end: End) {
    this.#own = packets.filter(({ from }) => from === end);
    this.fin = this.#own.find(({ fin }) => fin);
    this.reset = this.#own.some(({ rst }) => rst);
  }

  /** The first packet by which this side acknowledges the other one's FIN. */
  acknowledgmentOf(other: Side): Packet | undefined {
    const wanted = other.nextAfterFin;
    if (wanted === null) return undefined;
    return this.#own.filter(({ rst }) => !rst).find(({ ack }) => ack !== null && Side.#reaches(ack, wanted));
  }

  /** It had the other one's FIN when it sent its own. */
  closedAfter(other: Side): boolean {
    const wanted = other.nextAfterFin;
    const ack = this.fin?.ack ?? null;
    return wanted !== null && ack !== null && Side.#reaches(ack, wanted);
  }

  get nextAfterFin(): number | null {
    return this.fin === undefined ? null : (this.fin.seq + this.fin.length + 1) % 2 ** 32;
  }

  /** Half of the circle lies before a number, the other half at it and after it. */
  static #reaches(ack: number, wanted: number): boolean {
    return (ack - wanted + 2 ** 32) % 2 ** 32 < 2 ** 31;
  }
}

export function readClose(packets: readonly Packet[]): Close {
  const a = new Side(packets, 'a');
  const b = new Side(packets, 'b');
  const fins = [a.fin, b.fin];
  const acks = [b.acknowledgmentOf(a), a.acknowledgmentOf(b)];
  const complete = [...fins, ...acks].every((packet) => packet !== undefined);
  return {
    first: first(a, b),
    how: complete ? 'fin' : a.reset || b.reset ? 'rst' : 'open',
    segments: complete ? new Set([...fins, ...acks]).size : null,
  };
}

function first(a: Side, b: Side): Close['first'] {
  if (a.fin && b.fin) return b.closedAfter(a) ? 'a' : a.closedAfter(b) ? 'b' : 'crossed';
  if (a.fin || b.fin) return a.fin ? 'a' : 'b';
  if (a.reset && b.reset) return 'crossed';
  return a.reset ? 'a' : b.reset ? 'b' : null;
}
