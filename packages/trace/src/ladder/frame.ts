/**
 * Where everything goes on a sheet of text: margins, lifelines, and the lines of each row.
 * Next: text-arrows.ts
 */
import { displayWidth, wrap } from '../display-width.ts';
import { formatTime } from '../time.ts';
import { Canvas } from './canvas.ts';
import type { LadderLayout } from './ladder.ts';
import type { LadderOptions } from './options.ts';
import { LADDER_WORDS, type LadderWords } from './words.ts';

export interface TextOptions extends LadderOptions {
  /** Columns of the terminal; default 80, at least 60. */
  readonly width?: number;
  /** Only characters of ASCII for the drawing. Default false. */
  readonly ascii?: boolean;
}

export interface Glyphs {
  readonly toRight: string;
  readonly toLeft: string;
  readonly lost: string;
  readonly onTheWay: string;
  readonly here: string;
  readonly differs: string;
}

const DRAWN: Glyphs = { toRight: '▶', toLeft: '◀', lost: '✗', onTheWay: '┄', here: '►', differs: '✗' };
const PLAIN: Glyphs = { toRight: '>', toLeft: '<', lost: 'X', onTheWay: '.', here: '>', differs: 'X' };

/** A sheet with its lifelines drawn, ready for arrows and words. */
export interface Frame {
  readonly layout: LadderLayout;
  readonly canvas: Canvas;
  readonly glyphs: Glyphs;
  readonly words: LadderWords;
  readonly width: number;
  /** The column of characters in which each lifeline stands. */
  readonly x: readonly number[];
  /** The line of text on which each row stands. */
  readonly lineOf: readonly number[];
  /** The line after a row that its bar's words have to themselves, by the bar's index. */
  readonly barLines: ReadonlyMap<number, number>;
  /** Lines without lifelines, where the record pointed at is spoken of. */
  readonly spoken: ReadonlySet<number>;
  readonly leftMargin: number;
}

/** Columns for the widest label of an outer lifeline, its gap included. */
function marginFor({ states }: LadderLayout, column: number): number {
  const widths = states.filter((state) => state.column === column).map(({ label }) => displayWidth(label));
  return Math.max(4, ...widths) + 1;
}

function lifelineColumns(layout: LadderLayout, left: number, width: number): number[] {
  const { lifelines } = layout;
  const last = lifelines.length - 1;
  const right = width - 1 - (last > 0 ? marginFor(layout, last) : 0);
  if (last === 0) return [left];
  return lifelines.map(({ column }) => Math.round(left + ((right - left) * column) / last));
}

export function frameOf(layout: LadderLayout, options: TextOptions): Frame {
  const width = Math.max(60, options.width ?? 80);
  const ascii = options.ascii ?? false;
  const canvas = new Canvas(width, ascii);
  const gutter = layout.cursor || layout.mark ? 2 : 0;
  const timeWidth = Math.max(5, ...layout.rows.map(({ at }) => formatTime(at).length));
  const leftMargin = gutter + timeWidth + 2;
  const x = lifelineColumns(layout, leftMargin + marginFor(layout, 0), width);
  const words = LADDER_WORDS[options.language ?? 'en'];
  const glyphs = ascii ? PLAIN : DRAWN;
  const barLines = new Map<number, number>();
  const spoken = new Set<number>();
  const frame = { layout, canvas, glyphs, words, width, x, barLines, spoken, leftMargin, lineOf: [] as number[] };
  header(frame);
  addLines(frame, gutter + timeWidth);
  lifelines(frame);
  return frame;
}

function header({ canvas, layout, x, width }: Frame): void {
  const line = canvas.addLine();
  for (const { column, host, address } of layout.lifelines) {
    const name = `${host} ${address}`;
    const start = Math.min(x[column]! - (displayWidth(name) >> 1), width - displayWidth(name));
    canvas.text(line, Math.max(0, start), name);
  }
}

type Lines = Frame & { lineOf: number[]; barLines: Map<number, number>; spoken: Set<number> };

/** One line for each row, and more for idle time, notes, bars, and what is to be said of the record pointed at. */
function addLines(frame: Lines, timeEnd: number): void {
  const { layout, canvas, glyphs, lineOf, leftMargin } = frame;
  const breaks = new Set(layout.breaks.map(({ before }) => before));
  for (const [row, { at }] of layout.rows.entries()) {
    if (breaks.has(row)) canvas.addLine();
    const line = canvas.addLine();
    lineOf.push(line);
    const time = formatTime(at);
    if (row === 0 || layout.rows[row - 1]!.at !== at) canvas.text(line, timeEnd - time.length, time);
    for (let extra = noteLines(frame, row).length; extra > 1; extra -= 1) canvas.addLine();
    for (const [index, bar] of layout.bars.entries()) if (bar.from === row) frame.barLines.set(index, canvas.addLine());
    if (layout.cursor?.row === row) canvas.text(line, 0, glyphs.here);
    if (layout.mark?.row !== row) continue;
    canvas.text(line, 0, glyphs.differs);
    for (const text of markLines(frame)) {
      const below = canvas.addLine();
      frame.spoken.add(below);
      canvas.text(below, leftMargin, text);
    }
  }
}

const markLines = ({ layout, words, width, leftMargin }: Frame): string[] =>
  wrap(layout.mark?.text ?? words.differs, width - leftMargin);

/** A note stands between the outer lifelines. */
export function noteLines({ layout, x }: Frame, row: number): string[] {
  const note = layout.marks.find((mark) => mark.kind === 'note' && mark.row === row);
  return note ? wrap(note.text, Math.max(20, x.at(-1)! - x[0]! - 4)) : [];
}

function lifelines({ layout, canvas, x, lineOf, words, spoken }: Frame): void {
  const heavy = (column: number, line: number): boolean =>
    layout.bars.some(
      (bar) => bar.column === column && line >= lineOf[bar.from]! && (bar.to === null || line < lineOf[bar.to]!),
    );
  for (let line = 1; line < canvas.height; line += 1) {
    if (spoken.has(line)) continue;
    for (const [column, at] of x.entries()) canvas.through(line, at, heavy(column, line));
  }
  for (const { before, span } of layout.breaks) {
    const text = words.idle(span);
    const middle = x.length > 1 ? (x[0]! + x[1]!) >> 1 : x[0]! + 14;
    canvas.text(lineOf[before]! - 1, middle - (displayWidth(text) >> 1), text);
  }
}
