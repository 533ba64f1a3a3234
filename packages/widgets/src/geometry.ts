/**
 * From the layout's columns and rows to the drawing's coordinates. One drawing serves a phone and a desk: it is drawn
 * for 360 px and only ever scaled up.
 */
import type { Arrow, LadderLayout } from '@lastack/trace';

export const WIDTH = 360;
/** Room outside the lifelines for states and calls. */
const GUTTER = 87;
/** Above the first row: the hosts' names. */
export const TOP = 46;
/** One unit of the layout's height. */
const UNIT = 25;
/** How far a lost packet is drawn, as a share of the way. */
const LOST_AT = 0.62;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An arrow's line, and how it ends. */
export interface Line {
  readonly from: Point;
  readonly to: Point;
  readonly end: 'arrives' | 'lost' | 'under-way';
}

export const xOf = (column: number, columns: number): number =>
  GUTTER + (columns < 2 ? 0 : (column * (WIDTH - 2 * GUTTER)) / (columns - 1));

export const yOfRow = (layout: LadderLayout, row: number): number => TOP + (layout.rows[row]?.y ?? 0) * UNIT;

export const yOfUnits = (units: number): number => TOP + units * UNIT;

export const heightOf = (layout: LadderLayout): number => TOP + layout.height * UNIT + 8;

/** The line of an arrow; one that was sent before the range, or is lost, has only one end on a lifeline. */
export function lineOf(arrow: Arrow, layout: LadderLayout): Line {
  const columns = layout.lifelines.length;
  const target = xOf(arrow.towards, columns);
  if (arrow.to && arrow.from) {
    return { from: place(arrow.from, layout), to: place(arrow.to, layout), end: 'arrives' };
  }
  if (arrow.to) {
    const to = place(arrow.to, layout);
    return { from: { x: WIDTH / 2, y: to.y - UNIT / 2 }, to, end: 'arrives' };
  }
  const from = arrow.from ? place(arrow.from, layout) : { x: WIDTH / 2, y: TOP };
  const to = { x: from.x + (target - from.x) * LOST_AT, y: from.y + UNIT * 1.1 };
  return { from, to, end: arrow.lost ? 'lost' : 'under-way' };
}

const place = (end: { column: number; row: number }, layout: LadderLayout): Point => ({
  x: xOf(end.column, layout.lifelines.length),
  y: yOfRow(layout, end.row),
});

/** The middle of a line, and its slope in degrees, turned so that text on it reads from left to right. */
export function middleOf({ from, to }: Line): Point & { readonly angle: number } {
  const flip = to.x < from.x;
  const rise = flip ? from.y - to.y : to.y - from.y;
  const angle = (Math.atan2(rise, Math.abs(to.x - from.x)) * 180) / Math.PI;
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, angle: Math.round(angle * 100) / 100 };
}

/** Where a packet is when the cursor stands at `y`. */
export function pointAt({ from, to }: Line, y: number): Point {
  const share = to.y === from.y ? 1 : Math.min(Math.max((y - from.y) / (to.y - from.y), 0), 1);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
