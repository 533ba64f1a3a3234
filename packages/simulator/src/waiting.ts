/**
 * TIME-WAIT, where a busy host keeps most of its connections: a Tcb and a few numbers each, no socket, no descriptor.
 * They all wait equally long, so they stand in a line: the next to leave is always the first, whatever the length.
 * A connection that is re-armed goes to the end.
 * Next: counters.ts
 */
import type { Micros, TimeWait } from '@lastack/tcp';
import type { SocketId } from '@lastack/trace';
import { PackedTcbs } from './packed.ts';

const NONE = -1;

export class WaitingRoom {
  #tcbs = new PackedTcbs();
  #due = new Float64Array(64);
  #socket = new Uint32Array(64);
  /** The row in the host's four-tuples. */
  #row = new Int32Array(64);
  #flags = new Uint8Array(64);
  #next = new Int32Array(64);
  #previous = new Int32Array(64);
  #free: number[] = [];
  #first = NONE;
  #last = NONE;
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** Its place. `flags` are the caller's. */
  enter(row: number, socket: SocketId, tcb: TimeWait, due: Micros, flags: number): number {
    const place = this.#free.pop() ?? this.#newPlace();
    this.#row[place] = row;
    this.#socket[place] = socket;
    this.#tcbs.set(place, tcb);
    this.#flags[place] = flags;
    this.#queue(place, due);
    this.#count += 1;
    return place;
  }

  /** The same connection after a step; `due` may have moved. */
  update(place: number, tcb: TimeWait, due: Micros): void {
    this.#tcbs.set(place, tcb);
    if (due === this.#due[place]) return;
    this.#unlink(place);
    this.#queue(place, due);
  }

  leave(place: number): void {
    this.#unlink(place);
    this.#tcbs.delete(place);
    this.#free.push(place);
    this.#count -= 1;
  }

  /** Who leaves next, or −1. */
  get first(): number {
    return this.#first;
  }

  tcbOf(place: number): TimeWait {
    return this.#tcbs.get(place);
  }

  dueOf(place: number): Micros {
    return this.#due[place]!;
  }

  rowOf(place: number): number {
    return this.#row[place]!;
  }

  socketOf(place: number): SocketId {
    return this.#socket[place]!;
  }

  flagsOf(place: number): number {
    return this.#flags[place]!;
  }

  /** Every place in use, in the order of leaving. */
  *places(): Generator<number> {
    for (let place = this.#first; place !== NONE; place = this.#next[place]!) yield place;
  }

  /** Behind everyone who leaves no later: with equal spans, at once at the end of the line. */
  #queue(place: number, due: Micros): void {
    let before = this.#last;
    while (before !== NONE && this.#due[before]! > due) before = this.#previous[before]!;
    const after = before === NONE ? this.#first : this.#next[before]!;
    this.#due[place] = due;
    this.#previous[place] = before;
    this.#next[place] = after;
    if (before === NONE) this.#first = place;
    else this.#next[before] = place;
    if (after === NONE) this.#last = place;
    else this.#previous[after] = place;
  }

  #unlink(place: number): void {
    const before = this.#previous[place]!;
    const after = this.#next[place]!;
    if (before === NONE) this.#first = after;
    else this.#next[before] = after;
    if (after === NONE) this.#last = before;
    else this.#previous[after] = before;
  }

  #newPlace(): number {
    const place = this.#count + this.#free.length;
    if (place === this.#due.length) this.#widen();
    return place;
  }

  #widen(): void {
    const size = this.#due.length * 2;
    this.#due = wider(this.#due, new Float64Array(size));
    this.#socket = wider(this.#socket, new Uint32Array(size));
    this.#row = wider(this.#row, new Int32Array(size));
    this.#flags = wider(this.#flags, new Uint8Array(size));
    this.#next = wider(this.#next, new Int32Array(size));
    this.#previous = wider(this.#previous, new Int32Array(size));
  }
}

function wider<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
