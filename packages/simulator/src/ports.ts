/**
 * Which local ports are held, by how many, and which one an outgoing connection gets.
 * Counts by port in pages made when first touched. Rules: ip(7), inet_csk_get_port, RFC 6056 §3.3.3.
 * Next: packed.ts
 */

/** Who holds a port: with SO_REUSEADDR or not, and by bind() (a listener and its children too) or by connect() alone. */
export interface Hold {
  readonly port: number;
  /** SO_REUSEADDR was set, and nobody listens on this hold. */
  readonly shares: boolean;
  readonly bound: boolean;
}

const PAGE = 256;
const COUNTS = 3;
const HOLDERS = 0;
const ALONE = 1;
const BOUND = 2;

export class Ports {
  #pages: (Uint32Array | undefined)[] = [];
  /** For each destination: how far the search for a free port has come. */
  #next = new Map<number, number>();

  take(hold: Hold): void {
    this.#count(hold, 1);
  }

  release(hold: Hold): void {
    this.#count(hold, -1);
  }

  /** Whether bind(), or listen() after it, may have this port. Linux: both must have SO_REUSEADDR, and none listen. */
  mayBind(port: number, shares: boolean): boolean {
    return this.#read(port, shares ? ALONE : HOLDERS) === 0;
  }

  /** An outgoing connection leaves alone the ports that someone bound. */
  isBound(port: number): boolean {
    return this.#read(port, BOUND) > 0;
  }

  /**
   * The first port of the range that will do, starting behind the last one given for this destination.
   * `start` scatters the first one (RFC 6056: a hash of the destination). Null when none will do.
   */
  choose(
    range: readonly [number, number],
    destination: number,
    start: number,
    willDo: (port: number) => boolean,
  ): number | null {
    const [first, last] = range;
    const size = last - first + 1;
    const from = this.#next.get(destination) ?? start % size;
    for (let i = 0; i < size; i += 1) {
      const offset = (from + i) % size;
      if (!willDo(first + offset)) continue;
      this.#next.set(destination, offset + 1);
      return first + offset;
    }
    return null;
  }

  #read(port: number, count: number): number {
    return this.#pages[port >>> 8]?.[(port % PAGE) * COUNTS + count] ?? 0;
  }

  #count(hold: Hold, change: 1 | -1): void {
    const page = (this.#pages[hold.port >>> 8] ??= new Uint32Array(PAGE * COUNTS));
    const index = (hold.port % PAGE) * COUNTS;
    page[index + HOLDERS]! += change;
    if (!hold.shares) page[index + ALONE]! += change;
    if (hold.bound) page[index + BOUND]! += change;
  }
}
