/**
 * TIME-WAIT Tcbs as rows of numbers, eight octets each, laid out like the first one that came. One that differs in
 * more than its numbers (a machine of one's own may remember anything) is kept as it is.
 * Next: waiting.ts
 */
import type { TimeWait } from '@lastack/tcp';

type Flat = Record<string, unknown>;

/** The keys in their order: those that hold a number or null have a column, the others always the same value. */
interface Layout {
  readonly keys: readonly string[];
  readonly constants: readonly unknown[];
  readonly isColumn: readonly boolean[];
  readonly width: number;
}

/** What stands in a row for null. */
const NOTHING = NaN;

export class PackedTcbs {
  #layout: Layout | null = null;
  #rows = new Float64Array(0);
  #whole = new Map<number, TimeWait>();

  set(place: number, tcb: TimeWait): void {
    const layout = (this.#layout ??= layoutOf(tcb));
    this.#whole.delete(place);
    while ((place + 1) * layout.width > this.#rows.length) this.#widen(layout.width);
    if (!write(layout, tcb, this.#rows, place * layout.width)) this.#whole.set(place, tcb);
  }

  /** Equal to what was set, key for key. */
  get(place: number): TimeWait {
    const whole = this.#whole.get(place);
    if (whole !== undefined) return whole;
    const { keys, constants, isColumn, width } = this.#layout!;
    const tcb: Flat = {};
    let at = place * width;
    for (let i = 0; i < keys.length; i += 1) {
      if (isColumn[i] === true) {
        const n = this.#rows[at]!;
        tcb[keys[i]!] = Number.isNaN(n) ? null : n;
        at += 1;
      } else tcb[keys[i]!] = constants[i];
    }
    return tcb as unknown as TimeWait;
  }

  delete(place: number): void {
    this.#whole.delete(place);
  }

  #widen(width: number): void {
    const wide = new Float64Array(Math.max(this.#rows.length * 2, 64 * width));
    wide.set(this.#rows);
    this.#rows = wide;
  }
}

const isCell = (value: unknown): value is number | null => value === null || typeof value === 'number';

function layoutOf(tcb: TimeWait): Layout {
  const keys = Object.keys(tcb);
  const constants = Object.values(tcb);
  const isColumn = constants.map(isCell);
  return { keys, constants, isColumn, width: isColumn.filter(Boolean).length };
}

/** False: this Tcb does not fit the layout. */
function write({ keys, constants, isColumn }: Layout, tcb: TimeWait, rows: Float64Array, start: number): boolean {
  const flat = tcb as unknown as Flat;
  let at = start;
  let i = 0;
  for (const key in flat) {
    const value = flat[key];
    if (key !== keys[i]) return false;
    if (isColumn[i] === true) {
      if (!isCell(value) || Number.isNaN(value) || Object.is(value, -0)) return false;
      rows[at] = value ?? NOTHING;
      at += 1;
    } else if (value !== constants[i] || typeof value === 'object') return false;
    i += 1;
  }
  return i === keys.length;
}
