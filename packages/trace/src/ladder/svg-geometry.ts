/** From columns and rows to the drawing's coordinates. Next: svg-arrows.ts */
import { displayWidth } from '../display-width.ts';
import { formatTime } from '../time.ts';
import type { Arrow, ArrowEnd, LadderLayout } from './ladder.ts';
import type { LadderWords } from './words.ts';

/** Height of one unit of the layout. */
export const UNIT = 25;
/** Above the first row: the hosts' names. */
const HEADER = 66;
/** A column of the fonts that the drawing uses, on average; to keep room, not to set text. */
const MONO = 6.7;
const SANS = 6.6;
/** Capitals of the states, bold and spaced. */
const BOLD = 8.7;
/** How far beside its lifeline a host's packet to itself is lost. */
const LOOP = 480;
/** How far a lost packet is drawn, as a share of the way. */
const LOST_AT = 0.55;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly from: Point;
  readonly to: Point;
}

export interface Geometry {
  readonly layout: LadderLayout;
  readonly width: number;
  readonly height: number;
  /** Where the times end, right-aligned. */
  readonly timeX: number;
  x(column: number): number;
  y(row: number): number;
  /** From units of the layout. */
  yOf(units: number): number;
}

export const monoWidth = (text: string): number => displayWidth(text) * MONO;
export const sansWidth = (text: string): number => displayWidth(text) * SANS;

/** Room outside an outer lifeline for its states and the spans of its clocks. */
function marginOf(layout: LadderLayout, column: number, words: LadderWords): number {
  const labels = layout.states
    .filter((state) => state.column === column)
    .map(({ label }) => displayWidth(label) * BOLD);
  const bars = layout.bars
    .filter((bar) => bar.column === column)
    .map(({ timer, span, again }) => sansWidth(words.bar(timer, span, again)));
  return Math.max(70, ...labels, ...bars) + 20;
}

export function geometryOf(layout: LadderLayout, width: number, words: LadderWords): Geometry {
  const last = layout.lifelines.length - 1;
  const timeX = 12 + Math.max(36, ...layout.rows.map(({ at }) => formatTime(at).length * 6.4));
  const left = timeX + marginOf(layout, 0, words);
  const right = width - (last > 0 ? marginOf(layout, last, words) : 24);
  const yOf = (units: number): number => HEADER + units * UNIT;
  return {
    layout,
    width,
    timeX,
    height: yOf(layout.height) + 4,
    x: (column) => (last <= 0 ? left : left + ((right - left) * column) / last),
    y: (row) => yOf(layout.rows[row]?.y ?? 0),
    yOf,
  };
}

export const pointOf = (geometry: Geometry, { column, row }: Pick<ArrowEnd, 'column' | 'row'>): Point => ({
  x: geometry.x(column),
  y: geometry.y(row),
});

/** A host that speaks to itself has its packets beside its lifeline. */
function goalOf({ layout, x }: Geometry, { origin, towards }: Arrow): number {
  if (origin !== towards) return x(towards);
  return x(origin) + (origin > 0 && origin === layout.lifelines.length - 1 ? -LOOP : LOOP);
}

/** An arrow's line. One that began before the range, is lost or is on its way has only one end on a lifeline. */
export function lineOf(geometry: Geometry, arrow: Arrow): Line {
  const goal = goalOf(geometry, arrow);
  if (arrow.from && arrow.to) return { from: pointOf(geometry, arrow.from), to: pointOf(geometry, arrow.to) };
  if (arrow.to) {
    const to = pointOf(geometry, arrow.to);
    return {
      from: {
        x: to.x + ((arrow.origin === arrow.towards ? goal : geometry.x(arrow.origin)) - to.x) * LOST_AT,
        y: to.y - UNIT * 0.6,
      },
      to,
    };
  }
  const from = arrow.from ? pointOf(geometry, arrow.from) : { x: geometry.x(0), y: geometry.y(0) };
  const drop = arrow.lost && arrow.lost.row !== arrow.from?.row ? geometry.y(arrow.lost.row) : from.y + UNIT * 0.9;
  return { from, to: { x: from.x + (goal - from.x) * LOST_AT, y: drop } };
}
