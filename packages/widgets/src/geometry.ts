/**
 * From the layout's columns and rows to the drawing's coordinates. One drawing serves a phone and a desk: it is drawn
 * for 360 px and only ever scaled up.
 */
import type { Arrow, ArrowEnd, LadderLayout } from '@lastack/trace';

export const WIDTH = 360;
/** Room outside the lifelines for states and calls. */
const GUTTER = 95;
/** Above the first row: the hosts' names. */
export const TOP = 46;
/** How far a lost packet is drawn, as a share of the way. */
const LOST_AT = 0.62;

/** The height of one unit of the layout: `roomy` where the reader works on it, `tight` where it is a picture. */
export const UNITS = { roomy: 21, tight: 18 } as const;
export type Room = keyof typeof UNITS;

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

export interface Geometry {
  readonly height: number;
  xOf(column: number): number;
  yOfRow(row: number): number;
  /** `units` as the layout counts heights. */
  yOfUnits(units: number): number;
  lineOf(arrow: Arrow): Line;
}

export function geometryOf(layout: LadderLayout, room: Room): Geometry {
  const unit = UNITS[room];
  const columns = layout.lifelines.length;
  const xOf = (column: number): number => GUTTER + (columns < 2 ? 0 : (column * (WIDTH - 2 * GUTTER)) / (columns - 1));
  const yOfUnits = (units: number): number => Math.round((TOP + units * unit) * 100) / 100;
  const yOfRow = (row: number): number => yOfUnits(layout.rows[row]?.y ?? 0);
  const place = ({ column, row }: ArrowEnd): Point => ({ x: xOf(column), y: yOfRow(row) });
  return {
    height: Math.ceil(yOfUnits(layout.height) + 8),
    xOf,
    yOfRow,
    yOfUnits,
    lineOf: ({ from, to, towards, lost }) => {
      if (to) return { from: from ? place(from) : inTheMiddle(place(to), unit), to: place(to), end: 'arrives' };
      const start = from ? place(from) : { x: WIDTH / 2, y: TOP };
      const stop = { x: start.x + (xOf(towards) - start.x) * LOST_AT, y: start.y + unit * 1.1 };
      return { from: start, to: stop, end: lost ? 'lost' : 'under-way' };
    },
  };
}

/** Where a packet comes from that was sent before the picture begins. */
const inTheMiddle = (to: Point, unit: number): Point => ({ x: WIDTH / 2, y: to.y - unit / 2 });

/** Above this slope, in degrees, a line crosses others: its words stand near its beginning, before the crossings. */
const STEEP = 45;
const NEAR_THE_BEGINNING = 62;

/** Where a line's words stand, and its slope in degrees, turned so that text on it reads from left to right. */
export function labelOf({ from, to }: Line): Point & { readonly angle: number } {
  const run = Math.abs(to.x - from.x);
  const rise = to.x < from.x ? from.y - to.y : to.y - from.y;
  const angle = (Math.atan2(rise, run) * 180) / Math.PI;
  const share = Math.abs(angle) > STEEP ? Math.min(0.5, NEAR_THE_BEGINNING / Math.hypot(run, rise)) : 0.5;
  return {
    x: round(from.x + (to.x - from.x) * share),
    y: round(from.y + (to.y - from.y) * share),
    angle: round(angle),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Where a packet is when the cursor stands at `y`. */
export function pointAt({ from, to }: Line, y: number): Point {
  const share = to.y === from.y ? 1 : Math.min(Math.max((y - from.y) / (to.y - from.y), 0), 1);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
