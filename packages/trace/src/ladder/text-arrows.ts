/**
 * Arrows on a sheet of text. A packet leaves its lifeline on the line where it is sent, turns down near its goal, and
 * arrives on the line where it arrives; packets on their way together turn in lanes of their own.
 * Next: text.ts
 */
import { clip, displayWidth } from '../display-width.ts';
import { fitting } from './label.ts';
import type { Frame } from './frame.ts';
import type { Arrow } from './ladder.ts';

/** From the lifeline to the innermost lane, and from lane to lane. */
const FIRST_LANE = 4;
const LANE = 2;

interface Way {
  readonly top: number;
  readonly bottom: number;
  readonly towards: number;
  readonly lane: number;
}

/** Later ones turn earlier, so that packets which keep their order never cross. */
function laneFor(ways: readonly Way[], top: number, bottom: number, towards: number): number {
  const beside = ways.filter((way) => way.towards === towards && way.top <= bottom && way.bottom >= top);
  return beside.length === 0 ? 0 : 1 + Math.max(...beside.map(({ lane }) => lane));
}

/** Words in the middle of a horizontal line between two columns. */
function onLine(frame: Frame, line: number, a: number, b: number, label: string): void {
  const left = Math.min(a, b) + 1;
  const space = Math.abs(b - a) - 1;
  const text = fitting(label, space - 4);
  if (text === '') return;
  const start = left + Math.max(0, (space - displayWidth(text) - 2) >> 1);
  frame.canvas.text(line, start, ` ${text} `);
}

/** Where an arrow runs, in columns of the sheet. A host that speaks to itself has its packets beside its lifeline. */
interface Course {
  readonly start: number;
  readonly goal: number;
  /** Towards the right or the left, where it sets out. */
  readonly sign: 1 | -1;
  readonly loops: boolean;
}

function courseOf({ x, width }: Frame, { origin, towards }: Arrow): Course {
  const start = x[origin]!;
  const goal = x[towards]!;
  if (start !== goal) return { start, goal, sign: goal > start ? 1 : -1, loops: false };
  const sign = origin === x.length - 1 && origin > 0 ? -1 : 1;
  return { start, goal: sign > 0 ? (x[origin + 1] ?? width - 2) : x[origin - 1]!, sign, loops: true };
}

/** Sent and arrived: out on one line, down in a lane, in on another. */
function drawWhole(frame: Frame, arrow: Arrow, course: Course, ways: Way[]): void {
  const { canvas, glyphs, x, lineOf } = frame;
  const { start, goal, sign, loops } = course;
  const top = lineOf[arrow.from!.row]!;
  const bottom = lineOf[arrow.to!.row]!;
  const towards = arrow.towards * 2 + (sign > 0 ? 1 : 0);
  const lane = Math.min(6, laneFor(ways, top, bottom, towards));
  ways.push({ top, bottom, towards, lane });
  const inner = FIRST_LANE + LANE * lane + (arrow.copy ? displayWidth(frame.words.copy) + 2 : 0);
  const outer = Math.min(Math.abs(goal - start) - 2, displayWidth(arrow.label) + 6 + LANE * lane);
  const turn = loops ? start + sign * outer : goal - sign * inner;
  const arriving = loops ? -sign : sign;
  const tip = x[arrow.to!.column]! - arriving;
  canvas.horizontal(top, start, turn);
  canvas.vertical(turn, top, bottom);
  canvas.horizontal(bottom, turn, tip);
  canvas.text(bottom, tip, arriving > 0 ? glyphs.toRight : glyphs.toLeft);
  if (arrow.copy) onLine(frame, bottom, turn, tip, frame.words.copy);
  else onLine(frame, top, start, turn, arrow.label);
}

/** Sent before the range begins: only the end is drawn. */
function drawArriving(frame: Frame, arrow: Arrow, { start, goal, loops }: Course): void {
  const { canvas, glyphs, x, lineOf } = frame;
  const line = lineOf[arrow.to!.row]!;
  const end = x[arrow.to!.column]!;
  const sign = (loops ? goal > end : start > end) ? -1 : 1;
  const reach = Math.min(displayWidth(arrow.label) + 8, Math.abs((loops ? goal : start) - end) - 2);
  canvas.horizontal(line, end - sign * reach, end - sign);
  canvas.text(line, end - sign * reach, glyphs.onTheWay);
  canvas.text(line, end - sign, sign > 0 ? glyphs.toRight : glyphs.toLeft);
  onLine(frame, line, end - sign * reach, end - sign, arrow.label);
}

export function drawArrows(frame: Frame): void {
  const ways: Way[] = [];
  for (const arrow of frame.layout.arrows) {
    const course = courseOf(frame, arrow);
    if (arrow.from && arrow.to) drawWhole(frame, arrow, course, ways);
    else if (arrow.from) drawUnfinished(frame, arrow, course);
    else if (arrow.to) drawArriving(frame, arrow, course);
  }
}

/** Lost, or still on its way: the line ends between the lifelines, and says why. */
function drawUnfinished(frame: Frame, arrow: Arrow, { start, goal, sign }: Course): void {
  const { canvas, glyphs, lineOf, words } = frame;
  const reason = arrow.lost ? words.lost[arrow.lost.reason] : words.onTheWay;
  const space = Math.max(12, Math.abs(goal - start) - 2);
  const label = fitting(arrow.label, space - 6);
  const reach = Math.min(displayWidth(label) + 6, space);
  const end = start + sign * reach;
  const top = lineOf[arrow.from!.row]!;
  const bottom = arrow.lost ? lineOf[arrow.lost.row]! : top;
  canvas.horizontal(top, start, end);
  canvas.vertical(end, top, bottom);
  onLine(frame, top, start, end, label);
  canvas.text(bottom, end, arrow.lost ? glyphs.lost : glyphs.onTheWay);
  if (!arrow.lost) canvas.text(bottom, end - sign, glyphs.onTheWay);
  const rest = clip(reason, space - reach - 2);
  if (rest.length < 3) return;
  canvas.text(bottom, sign > 0 ? end + 2 : end - 1 - displayWidth(rest), rest);
}
