/**
 * How many columns of a terminal a text takes: Han, kana, Hangul and full-width forms take two. UAX #11.
 * Next: reading.ts
 */

const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe4f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

/** Columns of one character, given as a string of one code point. */
export function charWidth(char: string): 1 | 2 {
  const code = char.codePointAt(0) ?? 0;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

export const displayWidth = (text: string): number => [...text].reduce((width, char) => width + charWidth(char), 0);

/** As much of the text as fits, ending in `…` when something had to go. */
export function clip(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  for (const char of text) {
    if (displayWidth(kept) + charWidth(char) > columns - 1) break;
    kept += char;
  }
  return columns < 1 ? '' : `${kept}…`;
}

/** A Han character, or a word, with the marks that may not begin a line; or blanks. */
const PIECES =
  /(?:[\u2e80-\u2fff\u3040-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+)[，。；：！？、）】》」』”’]*|\s+|[\u3000-\u303f]/gu;

/** Breaks a text into lines of at most `columns`: at spaces, and between Han characters, which have none. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(PIECES) ?? []) {
    if (displayWidth(line) + displayWidth(word) > columns && line.trim() !== '') {
      lines.push(line.trimEnd());
      line = '';
    }
    if (line !== '' || word.trim() !== '') line += word;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}
