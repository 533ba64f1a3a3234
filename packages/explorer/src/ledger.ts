/**
 * Which states have been met, and from where: a key each, and two numbers in arrays that double as they fill.
 * Keys are compared whole, never by a hash alone: a state is not skipped by mistake.
 * Next: diagram/diagram.ts
 */

/** What tells states apart. Numbers are the faster keys. */
export type Key = string | number;

export class Ledger {
  readonly #keys = new Set<Key>();
  #parents = new Int32Array(1024);
  #branches = new Int32Array(1024);

  get size(): number {
    return this.#keys.size;
  }

  /** `false`: met before. The index of a new state is the size before it came. `parent` −1: an initial state. */
  add(key: Key, parent: number, branch: number): boolean {
    const index = this.#keys.size;
    if (this.#keys.add(key).size === index) return false;
    if (index === this.#parents.length) {
      this.#parents = doubled(this.#parents);
      this.#branches = doubled(this.#branches);
    }
    this.#parents[index] = parent;
    this.#branches[index] = branch;
    return true;
  }

  /** The branches from the beginning to where `branch` of `parent` leads; the first chooses the initial state. */
  wayTo(parent: number, branch: number): number[] {
    const way = [branch];
    for (let index = parent; index >= 0; index = this.#parents[index] as number) {
      way.push(this.#branches[index] as number);
    }
    return way.reverse();
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}
