/** What stands on and beside the lifelines: hosts, times, states, bars, calls, notes, idle time. Next: svg.ts */
import { clip, wrap } from '../display-width.ts';
import { formatTime } from '../time.ts';
import type { LadderLayout, Mark } from './ladder.ts';
import { element, round, textElement } from './svg-element.ts';
import { monoWidth, UNIT, type Geometry } from './svg-geometry.ts';
import type { LadderWords } from './words.ts';

export type IsFuture = (record: number) => boolean;

const future = (is: boolean): string => (is ? ' future' : '');

export function drawHosts({ layout, x, height }: Geometry): string {
  return layout.lifelines
    .map(({ host, address, column }) => {
      const at = x(column);
      return (
        element('line', { class: 'lifeline', x1: at, y1: 46, x2: at, y2: height }) +
        textElement({ class: 'host', x: at, y: 22, 'text-anchor': 'middle' }, host) +
        textElement({ class: 'address', x: at, y: 38, 'text-anchor': 'middle' }, address)
      );
    })
    .join('');
}

/** A time at the left for each moment, and a faint line across. */
export function drawTimes({ layout, timeX, y, x, width }: Geometry): string {
  const last = layout.lifelines.length - 1;
  return layout.rows
    .map(({ at }, row) => {
      if (row > 0 && layout.rows[row - 1]!.at === at) return '';
      const time = textElement({ class: 'time', x: timeX, y: y(row) + 4, 'text-anchor': 'end' }, formatTime(at));
      const end = last > 0 ? x(last) : width - 12;
      return time + element('line', { class: 'tick', x1: x(0), y1: y(row), x2: end, y2: y(row) });
    })
    .join('');
}

/** Outer lifelines have their states outside; one between others at its right. */
export function drawStates({ layout, x, y }: Geometry, isFuture: IsFuture): string {
  const last = layout.lifelines.length - 1;
  return layout.states
    .map(({ column, row, label, state, record }) => {
      const outside = column === 0 ? -1 : 1;
      const at = { x: x(column), y: y(row) };
      const between = column > 0 && column < last;
      const text = textElement(
        {
          class: `state${between ? ' halo' : ''}${state === 'CLOSED' ? ' closed' : ''}`,
          x: at.x + outside * 11,
          y: at.y + (between ? -7 : 4),
          'text-anchor': outside < 0 ? 'end' : 'start',
        },
        label,
      );
      const dot = element('circle', { class: 'state-dot', cx: at.x, cy: at.y, r: 3.6 });
      return element('g', { class: `at${future(record !== null && isFuture(record))}` }, dot, text);
    })
    .join('');
}

/** The time for which a clock runs, on its lifeline. */
export function drawBars({ layout, x, y, height }: Geometry, words: LadderWords, isFuture: IsFuture): string {
  const last = layout.lifelines.length - 1;
  return layout.bars
    .map((bar) => {
      const top = y(bar.from);
      const bottom = bar.to === null ? height : y(bar.to);
      const at = x(bar.column);
      const outside = bar.column === 0 ? -1 : 1;
      const between = bar.column > 0 && bar.column < last;
      const rect = element('rect', {
        class: `bar ${bar.timer}`,
        x: at - 4,
        y: top,
        width: 8,
        height: bottom - top,
        rx: 1.5,
      });
      const text = textElement(
        {
          class: `bar-text${between ? ' halo' : ''}`,
          x: at + outside * 11,
          y: top + 19,
          'text-anchor': outside < 0 ? 'end' : 'start',
        },
        words.bar(bar.timer, bar.span, bar.again),
      );
      return element('g', { class: `timer${future(isFuture(bar.record))}` }, rect, text);
    })
    .join('');
}

/** Idle time cut out: both lifelines are torn, and the span stands between. */
export function drawBreaks({ layout, x, yOf }: Geometry, words: LadderWords): string {
  return layout.breaks
    .map(({ y: units, span }) => {
      const at = yOf(units);
      const tears = layout.lifelines.map(({ column }) => {
        const left = round(x(column) - 9);
        const wave = (top: number): string => `M${left} ${round(top)}q4.5 -6 9 0t9 0`;
        const gap = `${wave(at - 3)}v6q-4.5 6 -9 0t-9 0z`;
        return element('path', { class: 'gap', d: gap }) + element('path', { d: wave(at - 3) + wave(at + 3) });
      });
      const last = layout.lifelines.length - 1;
      const middle = last > 0 ? (x(0) + x(1)) / 2 : x(0) + 90;
      const text = textElement({ class: 'halo', x: middle, y: at + 4, 'text-anchor': 'middle' }, words.idle(span));
      return element('g', { class: 'break' }, ...tears, text);
    })
    .join('');
}

function drawNote({ x, y, layout, width }: Geometry, mark: Mark): string {
  const last = layout.lifelines.length - 1;
  const [left, right] = last > 0 ? [x(0) + 16, x(last) - 16] : [x(0) + 16, width - 16];
  const lines = wrap(mark.text, Math.floor((right - left - 20) / 6.6));
  const shown = lines.length > 2 ? [lines[0]!, clip(`${lines[1]!}…`, Math.floor((right - left - 20) / 6.6))] : lines;
  const height = shown.length * 15 + 7;
  const top = y(mark.row) - height / 2;
  return (
    element('rect', { class: 'note-panel', x: left, y: top, width: right - left, height, rx: 4 }) +
    shown
      .map((text, index) =>
        textElement({ class: 'note', x: (left + right) / 2, y: top + 16 + index * 15, 'text-anchor': 'middle' }, text),
      )
      .join('')
  );
}

/** A packet that sets out at the same moment, further up, would cross words on the inner side. */
function isCrossed({ rows, arrows }: LadderLayout, { column, row }: Mark): boolean {
  return arrows.some(({ from }) => from?.column === column && from.row < row && rows[from.row]!.at === rows[row]!.at);
}

/** 1 for words at the right of their lifeline, −1 at the left: on the inner side, unless only the outer one is free. */
function sideOf({ layout, x, timeX, width }: Geometry, mark: Mark): 1 | -1 {
  const last = layout.lifelines.length - 1;
  const inner = mark.column === last && last > 0 ? -1 : 1;
  const isOuter = last > 0 && (mark.column === 0 || mark.column === last);
  const room = mark.column === 0 ? x(0) - timeX : width - x(mark.column);
  const taken = layout.states.some(({ column, row }) => column === mark.column && row === mark.row);
  const moves = isOuter && !taken && isCrossed(layout, mark) && monoWidth(mark.text) + 18 < room;
  return moves ? (inner === 1 ? -1 : 1) : inner;
}

/** Calls in the typewriter's face, timers and signals in italics, on the inner side of the lifeline. */
export function drawMarks(geometry: Geometry, isFuture: IsFuture): string {
  const { layout, x, y } = geometry;
  const last = layout.lifelines.length - 1;
  const space = last > 0 ? x(1) - x(0) - 40 : geometry.width - x(0) - 24;
  return layout.marks
    .map((mark) => {
      const group = { class: `at${future(isFuture(mark.record))}` };
      if (mark.kind === 'note') return element('g', group, drawNote(geometry, mark));
      const side = sideOf(geometry, mark);
      const isCall = mark.kind === 'call' || mark.kind === 'result';
      const text = textElement(
        {
          class: `${isCall ? 'call' : 'aside'} halo`,
          x: x(mark.column) + side * 12,
          y: y(mark.row) + 4,
          'text-anchor': side > 0 ? 'start' : 'end',
        },
        clip(mark.text, Math.floor(space / monoWidth('x'))),
      );
      return element('g', group, text);
    })
    .join('');
}

/** What is said of the record pointed at stands on its row, on the side where its host has nothing to say. */
export function drawDivergence({ layout, x, y, width }: Geometry, words: LadderWords): string {
  const { mark } = layout;
  if (!mark) return '';
  const last = layout.lifelines.length - 1;
  const left = mark.column > 0;
  const text = textElement(
    { x: left ? x(0) + 14 : x(last) - 14, y: y(mark.row) + 4, 'text-anchor': left ? 'start' : 'end' },
    clip(mark.text ?? words.differs, Math.floor((x(last) - x(0)) / 9)),
  );
  return element('g', { class: 'mark' }, element('rect', { x: 0, y: y(mark.row) - 11, width, height: 22 }), text);
}

/** Where the reader stands. */
export function drawCursor({ layout, y, width, timeX }: Geometry): string {
  if (!layout.cursor) return '';
  const at = round(y(layout.cursor.row) + UNIT * 0.45);
  const tip = round(timeX + 12);
  return element(
    'g',
    { class: 'cursor' },
    element('line', { x1: tip, y1: at, x2: width - 4, y2: at }),
    element('polygon', {
      points: `${round(tip - 8)},${round(at - 5)} ${tip},${at} ${round(tip - 8)},${round(at + 5)}`,
    }),
  );
}
