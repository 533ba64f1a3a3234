/**
 * The ladder as text, for a terminal, a failure report and a code block: time at the left, states at both margins,
 * packets between.
 * Next: svg-element.ts
 */
import { clip, displayWidth } from '../display-width.ts';
import type { Trace } from '../record.ts';
import { frameOf, noteLines, type Frame, type TextOptions } from './frame.ts';
import type { LadderLayout, Mark } from './ladder.ts';
import { layoutLadder } from './layout.ts';
import { drawArrows } from './text-arrows.ts';

/** Lines of at most `width` columns (default 80), without a line end after the last. */
export function ladderText(trace: Trace, options: TextOptions = {}): string {
  return drawLadderText(layoutLadder(trace, options), options);
}

/** The same from a layout that is there already. */
export function drawLadderText(layout: LadderLayout, options: TextOptions = {}): string {
  const frame = frameOf(layout, options);
  drawArrows(frame);
  drawStates(frame);
  for (const mark of layout.marks) drawMark(frame, mark);
  drawBars(frame);
  const text = frame.canvas.toString();
  return options.ascii ? text.replaceAll('…', '~') : text;
}

/** Outer lifelines have their states in the margin; one between others has them beside it, in brackets. */
function drawStates({ layout, canvas, x, lineOf }: Frame): void {
  const last = x.length - 1;
  for (const { column, row, label } of layout.states) {
    const line = lineOf[row]!;
    if (column === 0) canvas.text(line, x[0]! - 1 - displayWidth(label), label);
    else if (column === last) canvas.text(line, x[last]! + 2, label);
    else canvas.text(line, x[column]! + 2, `[${label}]`);
  }
}

/** Words beside a lifeline, on its inner side, kept out of the way of packets that pass. */
function beside(frame: Frame, column: number, line: number, text: string): void {
  const { canvas, x } = frame;
  const last = column === x.length - 1 && column > 0;
  const neighbour = last ? x[column - 1]! : (x[column + 1] ?? frame.width);
  const space = Math.abs(neighbour - x[column]!) - 4;
  const words = clip(text, space);
  const width = displayWidth(words);
  const step = last ? -1 : 1;
  let start = last ? x[column]! - 1 - width : x[column]! + 2;
  const limit = last ? neighbour + 2 : neighbour - 1 - width;
  const isCrossed = (from: number): boolean => {
    for (let at = from - 1; at <= from + width; at += 1) if (canvas.isCrossed(line, at)) return true;
    return false;
  };
  while (isCrossed(start) && start !== limit) start += step;
  canvas.text(line, isCrossed(start) ? (last ? x[column]! - 1 - width : x[column]! + 2) : start, words);
}

function drawMark(frame: Frame, mark: Mark): void {
  const line = frame.lineOf[mark.row]!;
  switch (mark.kind) {
    case 'call':
    case 'result':
      return beside(frame, mark.column, line, mark.text);
    case 'timer':
    case 'signal':
      return beside(frame, mark.column, line, frame.words.aside(mark.text));
    case 'note': {
      const { canvas, x } = frame;
      for (const [index, text] of noteLines(frame, mark.row).entries()) {
        const middle = (x[0]! + x.at(-1)!) >> 1;
        canvas.text(line + index, Math.max(x[0]! + 2, middle - (displayWidth(text) >> 1)), text);
      }
    }
  }
}

function drawBars(frame: Frame): void {
  for (const [index, bar] of frame.layout.bars.entries()) {
    const line = frame.barLines.get(index);
    const text = frame.words.bar(bar.timer, bar.span, bar.again);
    if (line !== undefined) beside(frame, bar.column, line, frame.words.aside(text));
  }
}
