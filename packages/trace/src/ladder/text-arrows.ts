/**
 * Arrows on a sheet of text. A packet leaves its lifeline on the line where it is sent, turns down near its goal, and
 * arrives on the line where it arrives; packets on their way together turn in lanes of their own. Next: text.ts
 */
import { clip, displayWidth } from '../display-width.ts';
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

/** The label without its last words, until it fits. */
function fitting(label: string, columns: number): string {
  let text = label;
  while (displayWidth(text) > columns && text.includes(' ')) text = text.slice(0, text.lastIndexOf(' '));
  return clip(text, columns);
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

const signOf = (arrow: Arrow, start: number, goal: number, last: number): 1 | -1 => {
  if (start !== goal) return goal > start ? 1 : -1;
  return (arrow.from ?? arrow.to)?.column === last && last > 0 ? -1 : 1;
};

export function drawArrows(frame: Frame): void {
  const { layout, canvas, glyphs, x, lineOf } = frame;
  const ways: Way[] = [];
  for (const arrow of layout.arrows) {
    const { from, to, towards } = arrow;
    const start = x[arrow.origin]!;
    const goal = x[towards]!;
    const sign = signOf(arrow, start, goal, x.length - 1);
    const head = sign > 0 ? glyphs.toRight : glyphs.toLeft;
    if (from && to) {
      const top = lineOf[from.row]!;
      const bottom = lineOf[to.row]!;
      const lane = laneFor(ways, top, bottom, towards * 2 + (sign > 0 ? 1 : 0));
      ways.push({ top, bottom, towards: towards * 2 + (sign > 0 ? 1 : 0), lane });
      const inner = arrow.copy ? displayWidth(frame.words.copy) + 2 : 0;
      const back = from.column === to.column ? -1 : 1;
      const turn = goal - back * sign * (FIRST_LANE + LANE * Math.min(lane, 6) + inner);
      canvas.horizontal(top, start, turn);
      canvas.vertical(turn, top, bottom);
      const arriving = from.column === to.column ? -sign : sign;
      canvas.horizontal(bottom, turn, goal - arriving);
      canvas.text(bottom, goal - arriving, arriving > 0 ? glyphs.toRight : glyphs.toLeft);
      if (arrow.copy) onLine(frame, bottom, turn, goal - arriving, frame.words.copy);
      else onLine(frame, top, start, turn, arrow.label);
    } else if (from) {
      drawUnfinished(frame, arrow, start, goal, sign);
    } else if (to) {
      const line = lineOf[to.row]!;
      const origin = goal - sign * Math.min(displayWidth(arrow.label) + 8, span(frame) - 2);
      canvas.horizontal(line, origin, goal - sign);
      canvas.text(line, origin, glyphs.onTheWay);
      canvas.text(line, goal - sign, head);
      onLine(frame, line, origin, goal - sign, arrow.label);
    }
  }
}

const span = ({ x, width }: Frame): number => (x.length > 1 ? x[1]! - x[0]! : width - x[0]!);

/** Lost, or still on its way: the line ends between the lifelines, and says why. */
function drawUnfinished(frame: Frame, arrow: Arrow, start: number, goal: number, sign: 1 | -1): void {
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
