/**
 * Which connection a segment belongs to: local and remote address and port, as two 32-bit numbers, to a small row
 * number. Open addressing over typed arrays: about 20 octets a connection and no object.
 * Next: ports.ts
 */
import { mix } from './hash.ts';

const EMPTY = -1;

export class FourTuples {
  /** By row: the two addresses' numbers, and the two ports. */
  #addresses = new Uint32Array(64);
  #ports = new Uint32Array(64);
  /** By hash: a row, or EMPTY. Its length is a power of two, at most three quarters full. */
  #slots = new Int32Array(128).fill(EMPTY);
  #free: number[] = [];
  #rows = 0;
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** The row of these four, or −1. */
  find(addresses: number, ports: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = mix(addresses, ports) & mask; ; slot = (slot + 1) & mask) {
      const row = slots[slot]!;
      if (row === EMPTY || (this.#ports[row] === ports && this.#addresses[row] === addresses)) return row;
    }
  }

  /** A row for four that have none. */
  add(addresses: number, ports: number): number {
    if ((this.#count + 1) * 4 > this.#slots.length * 3) this.#widen();
    const row = this.#free.pop() ?? this.#newRow();
    this.#addresses[row] = addresses;
    this.#ports[row] = ports;
    this.#place(row);
    this.#count += 1;
    return row;
  }

  remove(row: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hole = this.#home(row);
    while (slots[hole] !== row) hole = (hole + 1) & mask;
    // Rows behind the hole move up when their home is not between the hole and themselves.
    for (let next = (hole + 1) & mask; slots[next] !== EMPTY; next = (next + 1) & mask) {
      if (((next - this.#home(slots[next]!)) & mask) >= ((next - hole) & mask)) {
        slots[hole] = slots[next]!;
        hole = next;
      }
    }
    slots[hole] = EMPTY;
    this.#free.push(row);
    this.#count -= 1;
  }

  addressesOf(row: number): number {
    return this.#addresses[row]!;
  }

  portsOf(row: number): number {
    return this.#ports[row]!;
  }

  #home(row: number): number {
    return mix(this.#addresses[row]!, this.#ports[row]!) & (this.#slots.length - 1);
  }

  #place(row: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = this.#home(row);
    while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
    slots[slot] = row;
  }

  #newRow(): number {
    if (this.#rows === this.#ports.length) {
      this.#addresses = wider(this.#addresses);
      this.#ports = wider(this.#ports);
    }
    this.#rows += 1;
    return this.#rows - 1;
  }

  #widen(): void {
    const rows = this.#slots.filter((row) => row !== EMPTY);
    this.#slots = new Int32Array(this.#slots.length * 2).fill(EMPTY);
    for (const row of rows) this.#place(row);
  }
}

function wider(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const wide = new Uint32Array(column.length * 2);
  wide.set(column);
  return wide;
}
