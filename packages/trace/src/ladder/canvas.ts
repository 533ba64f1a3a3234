/**
 * A sheet of characters on which lines join by themselves: each cell remembers in which directions a line leaves it,
 * so a branch, a corner and a crossing need no rules of their own.
 * Next: frame.ts
 */
import { charWidth } from '../display-width.ts';

const UP = 1;
const DOWN = 2;
const LEFT = 4;
const RIGHT = 8;
/** The cell belongs to a line that stands out, such as a lifeline in TIME-WAIT. */
const HEAVY = 16;

/** Indexed by UP + DOWN + LEFT + RIGHT, and the heavy ones after them. */
const BOXES = ' │││─╯╮┤─╰╭├─┴┬┼ ┃┃┃─┛┓┨─┗┏┠─┻┳╂';
const ASCII = ' |||-+++-+++-+++ ###-###-###-###';

export class Canvas {
  readonly #width: number;
  readonly #lines: string;
  readonly #joints: Uint8Array[] = [];
  readonly #chars: (string | null)[][] = [];

  constructor(width: number, ascii: boolean) {
    this.#width = width;
    this.#lines = ascii ? ASCII : BOXES;
  }

  get height(): number {
    return this.#joints.length;
  }

  /** A fresh line at the bottom; its number. */
  addLine(): number {
    this.#joints.push(new Uint8Array(this.#width));
    this.#chars.push(Array.from({ length: this.#width }, () => null));
    return this.#joints.length - 1;
  }

  #join(line: number, column: number, directions: number): void {
    const row = this.#joints[line];
    if (row && column >= 0 && column < this.#width) row[column]! |= directions;
  }

  /** From one column to another, ends included; the ends stay open towards what comes next. */
  horizontal(line: number, a: number, b: number): void {
    const [left, right] = a < b ? [a, b] : [b, a];
    if (left === right) return;
    this.#join(line, left, RIGHT);
    for (let column = left + 1; column < right; column += 1) this.#join(line, column, LEFT | RIGHT);
    this.#join(line, right, LEFT);
  }

  vertical(column: number, top: number, bottom: number): void {
    if (top === bottom) return;
    this.#join(top, column, DOWN);
    for (let line = top + 1; line < bottom; line += 1) this.#join(line, column, UP | DOWN);
    this.#join(bottom, column, UP);
  }

  /** One cell of a line that runs from the first row to the last, such as a lifeline. */
  through(line: number, column: number, heavy = false): void {
    this.#join(line, column, heavy ? UP | DOWN | HEAVY : UP | DOWN);
  }

  /** Whether a vertical line passes here: words should keep out of its way. */
  isCrossed(line: number, column: number): boolean {
    const joint = this.#joints[line]?.[column] ?? 0;
    return (joint & UP) !== 0 && (joint & DOWN) !== 0;
  }

  /** Words over whatever is there. A wide character takes two cells. */
  text(line: number, column: number, text: string): void {
    const row = this.#chars[line];
    let at = column;
    for (const char of text) {
      const width = charWidth(char);
      if (row && at >= 0 && at + width <= this.#width) {
        row[at] = char;
        if (width === 2) row[at + 1] = '';
      }
      at += width;
    }
  }

  toString(): string {
    return this.#chars
      .map((row, line) =>
        row
          .map((char, column) => char ?? this.#lines[this.#joints[line]![column]!])
          .join('')
          .trimEnd(),
      )
      .join('\n');
  }
}
