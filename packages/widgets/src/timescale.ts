/**
 * Where a moment stands on the ladder. The drawing is not to scale (60 s would be ten thousand times 6 ms):
 * between two neighbouring marks time runs evenly, and marks stand in the order of time.
 * Next: clock.ts
 */
import type { Micros } from '@lastack/tcp';

export interface Mark {
  readonly at: Micros;
  /** Distance from the ladder's top, in the drawing's units. */
  readonly y: number;
}

export interface TimeScale {
  yOf(at: Micros): number;
  /** May lie between two microseconds. */
  atOf(y: number): number;
}

/** `marks` need no order; of several at one instant the lowest on the ladder holds. */
export function timeScale(marks: readonly Mark[]): TimeScale {
  const knots = tidy(marks);
  return {
    yOf: (at) => interpolate(knots, at, 'at', 'y'),
    atOf: (y) => interpolate(knots, y, 'y', 'at'),
  };
}

function tidy(marks: readonly Mark[]): readonly Mark[] {
  const knots: Mark[] = [];
  for (const mark of [...marks].sort((a, b) => a.at - b.at || a.y - b.y)) {
    if (knots.at(-1)?.at === mark.at) knots.pop();
    if (mark.y > (knots.at(-1)?.y ?? -1)) knots.push(mark);
  }
  return knots;
}

function interpolate(knots: readonly Mark[], value: number, from: 'at' | 'y', to: 'at' | 'y'): number {
  const after = knots.findIndex((knot) => knot[from] >= value);
  if (after === 0) return knots[0]![to];
  const right = knots[after];
  const left = knots[(after === -1 ? knots.length : after) - 1];
  if (left === undefined) return 0;
  if (right === undefined) return left[to];
  return left[to] + ((value - left[from]) / (right[from] - left[from])) * (right[to] - left[to]);
}
