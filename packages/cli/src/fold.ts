/** Long sentences in lines: broken at blanks, and between Chinese characters, which have none. Next: printable.ts */
import { width } from './columns.ts';

/** A word with the marks that cling to it, one Chinese character with the marks that may not begin a line, blanks. */
const PIECES =
  /[\u2e80-\u9fff\uff00-\uffef][，。；：！？、）】》」』”’]*|\s+|[^\s\u2e80-\u9fff\uff00-\uffef]+[，。；：！？、）】》」』”’]*/gu;

/** Lines of at most `columns`; a word that is longer than that is cut. Line ends in `text` stay. */
export function fold(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => (width(line) <= columns ? [line] : foldLine(line, columns)));
}

/** The same for one line; what does not fit goes on at column `hang`. */
export function foldHanging(text: string, columns: number, hang: number): string[] {
  const [first = '', ...others] = fold(text, columns);
  if (others.length === 0) return [first];
  const rest = fold(text.slice(first.length).trim(), Math.max(1, columns - hang));
  return [first, ...rest.map((each) => ' '.repeat(hang) + each)];
}

function foldLine(text: string, columns: number): string[] {
  const blanks = /^\s*/.exec(text)![0];
  const indent = width(blanks) + 2 <= columns ? blanks : '';
  const lines: string[] = [];
  let line = indent;
  const flush = (): void => {
    lines.push(line.trimEnd());
    line = indent;
  };
  for (const piece of text.slice(blanks.length).match(PIECES) ?? []) {
    if (width(line) + width(piece.trimEnd()) > columns && line.trim() !== '') flush();
    if (piece.trim() === '' && line.trim() === '') continue;
    for (const part of cut(piece, Math.max(1, columns - width(indent)))) {
      if (width(line) + width(part) > columns && line.trim() !== '') flush();
      if (part.trim() !== '' || line.trim() !== '') line += part;
    }
  }
  if (line.trim() !== '') flush();
  return lines;
}

/** A text in parts that fit. */
export function cut(text: string, columns: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (part !== '' && width(part) + width(character) > columns) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return part === '' ? parts : [...parts, part];
}
