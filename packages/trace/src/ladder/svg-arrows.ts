/**
 * Packets as slanted lines from where and when they set out to where and when they arrived.
 * Next: svg-marks.ts
 */
import type { Arrow, ArrowEnd } from './ladder.ts';
import { element, escapeXml, round, textElement } from './svg-element.ts';
import { lineOf, monoWidth, type Geometry, type Line, type Point } from './svg-geometry.ts';
import { fitting } from './label.ts';
import type { LadderWords } from './words.ts';

const HEAD = 9;

/** The line's direction as a step of length 1. A square root is the same in every engine; a cosine is not. */
function directionOf({ from, to }: Line): Point {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const length = Math.sqrt(x * x + y * y) || 1;
  return { x: x / length, y: y / length };
}

/** An arrow head whose tip lies on `to`, seen from `from`. */
function head({ from, to }: Line): string {
  const along = directionOf({ from, to });
  const base = { x: to.x - along.x * HEAD, y: to.y - along.y * HEAD };
  const corners = [
    to,
    { x: base.x - along.y * HEAD * 0.42, y: base.y + along.x * HEAD * 0.42 },
    { x: base.x + along.y * HEAD * 0.42, y: base.y - along.x * HEAD * 0.42 },
  ];
  return element('polygon', { points: corners.map(({ x, y }) => `${round(x)},${round(y)}`).join(' ') });
}

/** The dot of a state lies on the lifeline; the tip touches it. */
const hasDot = ({ layout }: Geometry, { column, row }: ArrowEnd): boolean =>
  layout.states.some((state) => state.column === column && state.row === row);

const shortened = (line: Line, by: number): Line => {
  const { x, y } = directionOf(line);
  return { from: line.from, to: { x: line.to.x - x * by, y: line.to.y - y * by } };
};

const cross = ({ x, y }: Point): string =>
  element('path', { class: 'cross', d: `M${round(x - 5)} ${round(y - 5)}l10 10m0-10l-10 10` });

/** Words along a line, above it, reading from left to right; the flags stand out. */
function alongLine({ from, to }: Line, label: string): string {
  const [left, right] = from.x <= to.x ? [from, to] : [to, from];
  const { x, y } = directionOf({ from: left, to: right });
  const turn = [x, y, -y, x].map((value) => Math.round(value * 10_000) / 10_000);
  const middle = [round((left.x + right.x) / 2), round((left.y + right.y) / 2)];
  const [flags = '', ...rest] = label.split(' ');
  return element(
    'text',
    {
      class: 'halo',
      'text-anchor': 'middle',
      transform: `matrix(${[...turn, ...middle].join(' ')})`,
      dy: -5,
    },
    element('tspan', { class: 'flags' }, escapeXml(flags)),
    escapeXml(` ${rest.join(' ')}`),
  );
}

function classOf(arrow: Arrow): string {
  const classes = ['arrow'];
  if (arrow.lost) classes.push('lost');
  else if (!arrow.to) classes.push('under-way');
  if (arrow.copy) classes.push('copy');
  if (arrow.segment.rst) classes.push('reset');
  return classes.join(' ');
}

/** Lines lie under all words: a packet's line may cross another packet's label. */
interface Drawn {
  readonly line: string;
  readonly words: string;
}

/** From a host to itself: out, down and back. */
function loop(geometry: Geometry, arrow: Arrow): Drawn {
  const { from, to } = lineOf(geometry, arrow);
  const out = arrow.from!.column === geometry.layout.lifelines.length - 1 && arrow.from!.column > 0 ? -1 : 1;
  const far = round(from.x + out * 46);
  const path = `M${round(from.x)} ${round(from.y)}C${far} ${round(from.y)} ${far} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
  const anchor = out > 0 ? 'start' : 'end';
  return {
    line: element('path', { d: path }) + head({ from: { x: far, y: to.y }, to }),
    words: textElement(
      { class: 'halo', x: from.x + out * 42, y: (from.y + to.y) / 2 + 4, 'text-anchor': anchor },
      arrow.label,
    ),
  };
}

function lostWords({ to, from }: Line, text: string): string {
  const onward = to.x >= from.x;
  return textElement(
    { class: 'halo reason', x: to.x + (onward ? 13 : -13), y: to.y + 4, 'text-anchor': onward ? 'start' : 'end' },
    text,
  );
}

/** Whether another packet goes the other way between the same lifelines while this one is on its way. */
const meetsAnother = ({ layout }: Geometry, { from, to, towards }: Arrow): boolean =>
  layout.arrows.some(
    (other) =>
      from &&
      to &&
      other.from &&
      other.to &&
      other.towards === from.column &&
      other.from.column === towards &&
      other.from.row < to.row &&
      from.row < other.to.row,
  );

/** A label on its line: on the whole of it, or on its first half when another line crosses it. */
function label(geometry: Geometry, arrow: Arrow, { from, to }: Line): string {
  const length = Math.abs(to.x - from.x) || 1;
  const gap = geometry.layout.lifelines.length > 1 ? geometry.x(1) - geometry.x(0) : length;
  const text = fitting(arrow.label, Math.floor((Math.max(length, gap * 0.8) - 16) / monoWidth('x')));
  const needed = monoWidth(text) + 16;
  const share = needed > length ? needed / length : meetsAnother(geometry, arrow) ? Math.max(0.5, needed / length) : 1;
  return alongLine({ from, to: { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share } }, text);
}

function straight(geometry: Geometry, arrow: Arrow, words: LadderWords): Drawn {
  const line = lineOf(geometry, arrow);
  const { from, to } = line;
  const parts = [element('line', { x1: from.x, y1: from.y, x2: to.x, y2: to.y })];
  if (arrow.to) parts.push(head(shortened(line, hasDot(geometry, arrow.to) ? 4.5 : 1)));
  if (arrow.lost) parts.push(cross(to));
  const said = [arrow.copy ? nearTip(line, words.copy) : label(geometry, arrow, line)];
  if (arrow.lost) said.push(lostWords(line, words.lost[arrow.lost.reason]));
  return { line: parts.join(''), words: said.join('') };
}

function nearTip({ from, to }: Line, text: string): string {
  const x = from.x + (to.x - from.x) * 0.8;
  const y = from.y + (to.y - from.y) * 0.8;
  return textElement({ class: 'halo', x, y: y - 6, 'text-anchor': 'middle' }, text);
}

/** `isFuture` says of a record whether the cursor has not reached it. */
export function drawArrows(geometry: Geometry, words: LadderWords, isFuture: (record: number) => boolean): string {
  const drawn = geometry.layout.arrows.map((arrow) => {
    const first = arrow.from?.record ?? arrow.to?.record ?? arrow.lost?.record ?? 0;
    const turns = arrow.from && arrow.to && arrow.from.column === arrow.to.column;
    const parts = turns ? loop(geometry, arrow) : straight(geometry, arrow, words);
    return {
      ...parts,
      attributes: { class: classOf(arrow) + (isFuture(first) ? ' future' : ''), 'data-packet': arrow.packet },
    };
  });
  const lines = drawn.map(({ line, attributes }) => element('g', attributes, line));
  return [...lines, ...drawn.map((arrow) => element('g', arrow.attributes, arrow.words))].join('');
}
