/**
 * What is to happen, in order of time; at one instant, in the order in which it was written down.
 * A binary heap over three parallel arrays, so that an entry costs no object of its own.
 * Next: universe.ts
 */
import type { Micros } from '@lastack/tcp';

export class Agenda<Item> {
  #at: Micros[] = [];
  #order: number[] = [];
  #item: Item[] = [];
  #written = 0;

  get size(): number {
    return this.#at.length;
  }

  /** The first entry's moment; only when `size` > 0. */
  get at(): Micros {
    return this.#at[0]!;
  }

  /** The first entry; only when `size` > 0. */
  get item(): Item {
    return this.#item[0]!;
  }

  add(at: Micros, item: Item): void {
    const order = this.#written;
    this.#written += 1;
    this.#at.push(at);
    this.#order.push(order);
    this.#item.push(item);
    this.#rise(this.#at.length - 1, at, order, item);
  }

  /** Forgets the first entry. */
  drop(): void {
    const at = this.#at.pop()!;
    const order = this.#order.pop()!;
    const item = this.#item.pop()!;
    if (this.#at.length > 0) this.#sink(at, order, item);
  }

  #rise(index: number, at: Micros, order: number, item: Item): void {
    const ats = this.#at;
    let hole = index;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      // A new entry has the latest order, so at an equal instant it stays behind.
      if (ats[parent]! <= at) break;
      this.#copy(parent, hole);
      hole = parent;
    }
    this.#put(hole, at, order, item);
  }

  #sink(at: Micros, order: number, item: Item): void {
    const ats = this.#at;
    const orders = this.#order;
    const size = ats.length;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && earlier(ats[right]!, orders[right]!, ats[child]!, orders[child]!)) child = right;
      if (!earlier(ats[child]!, orders[child]!, at, order)) break;
      this.#copy(child, hole);
      hole = child;
    }
    this.#put(hole, at, order, item);
  }

  #copy(from: number, to: number): void {
    this.#put(to, this.#at[from]!, this.#order[from]!, this.#item[from]!);
  }

  #put(index: number, at: Micros, order: number, item: Item): void {
    this.#at[index] = at;
    this.#order[index] = order;
    this.#item[index] = item;
  }
}

const earlier = (at: Micros, order: number, otherAt: Micros, otherOrder: number): boolean =>
  at < otherAt || (at === otherAt && order < otherOrder);
