/** Text in columns, where a Chinese character takes two. Next: fold.ts */

/** East Asian Wide and Fullwidth (UAX #11), as far as a terminal of this course meets them, and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
/** Combining marks, variation selectors, joiners: drawn over the character before. */
const NO_WIDTH = /[\p{Mn}\p{Me}\u200b-\u200d\u2060\ufeff]/u;

/** Columns that `words` takes in a terminal. */
export function width(words: string): number {
  let columns = 0;
  for (const character of words) columns += WIDE.test(character) ? 2 : NO_WIDTH.test(character) ? 0 : 1;
  return columns;
}

/** As much of `words` as fits after `skipped` columns; `…` at an end where something is missing. */
export function clip(words: string, columns: number, skipped = 0): string {
  if (skipped === 0 && width(words) <= columns) return words;
  let [shown, at] = ['', 0];
  for (const character of words) {
    const wide = width(character);
    // A wide character cut in half at the left edge leaves a blank.
    if (at >= skipped) shown += character;
    else if (at + wide > skipped) shown += ' ';
    at += wide;
  }
  if (width(shown) <= columns) return shown;
  let kept = '';
  for (const character of shown) {
    if (width(kept) + width(character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

export const pad = (words: string, columns: number): string => words + ' '.repeat(Math.max(0, columns - width(words)));

/** Rows as lines; each column as wide as its widest cell, two blanks between, none at the end. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, width(cell))));
  return rows.map((row) =>
    row
      .map((cell, i) => pad(cell, widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** How many single-character edits lie between two words (Levenshtein). */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** The candidate that someone who typed `word` most likely meant; `null` when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const near = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, Math.floor(candidate.length / 3)))
    .toSorted((a, b) => a.distance - b.distance);
  return near[0]?.candidate ?? null;
}
