/**
 * From time to height. Things of one moment stand close together; time that passes adds height in proportion, up to a
 * limit; idle time beyond that is cut out and the cut is shown.
 * Next: layout.ts
 */
import type { Micros } from '@lastack/tcp';
import type { Break, Row } from './ladder.ts';

/** Units between two rows of one moment. */
const TOGETHER = 0.8;
/** Units between two rows of different moments: at least, and at most without a break. */
const NEAREST = 1;
const FARTHEST = 3;
/** Units that a break takes in all, and where in it the cut is shown: below what the row above may still draw. */
const BREAK = 3;
const CUT = 1.75;
/** Idle time is cut out when it is longer than this many beats. */
const BEATS_BEFORE_BREAK = 10;
/** Units that one beat is worth. */
const UNITS_PER_BEAT = 2;

export interface Scale {
  readonly rows: readonly Row[];
  readonly breaks: readonly Break[];
  readonly height: number;
}

/** The middle one of the times that packets were on their way: what passes for one step of this conversation. */
export function beatOf(flights: readonly Micros[]): Micros {
  const sorted = flights.filter((flight) => flight > 0).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 10_000;
}

/** `times` of the rows, in order; `beat` from `beatOf`. */
export function scaleOf(times: readonly Micros[], beat: Micros): Scale {
  const rows: Row[] = [];
  const breaks: Break[] = [];
  let y = 0;
  for (const [index, at] of times.entries()) {
    const passed = index === 0 ? 0 : at - times[index - 1]!;
    if (index > 0 && passed > BEATS_BEFORE_BREAK * beat) {
      breaks.push({ before: index, y: y + CUT, span: passed });
      y += BREAK;
    } else if (index > 0 && passed === 0) {
      y += TOGETHER;
    } else if (index > 0) {
      y += Math.min(FARTHEST, Math.max(NEAREST, (passed / beat) * UNITS_PER_BEAT));
    }
    rows.push({ at, y });
  }
  return { rows, breaks, height: y + 1 };
}

/** The height of any moment: on a row, or in proportion between two. Before the first row 0, after the last its own. */
export function heightAt(rows: readonly Row[], at: Micros): number {
  const first = rows[0];
  if (!first || at <= first.at) return first?.y ?? 0;
  let low = 0;
  let high = rows.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.at <= at) low = middle;
    else high = middle;
  }
  const above = rows[low]!;
  const below = rows[high];
  if (!below) return above.y;
  return above.y + ((at - above.at) / (below.at - above.at)) * (below.y - above.y);
}
