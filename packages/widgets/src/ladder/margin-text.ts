/** The margin is narrow: what stands there is told in as few and as short lines as it can be. */
import type { Mark, Trace } from '@lastack/trace';

/** Characters that fit beside a lifeline. */
const WIDEST = 16;

/** Calls that put nothing on the wire and wait for nothing. */
const PREPARATIONS: ReadonlySet<string> = new Set(['socket', 'bind', 'setsockopt']);

/** A call by its name, with its errno when it failed; the story tells the rest. Empty: not worth a line. */
export function markText(mark: Mark, trace: Trace): string {
  const record = trace.records[mark.record];
  const errno = / -1 (E[A-Z]+)$/.exec(mark.text)?.[1];
  if (record?.type === 'call') {
    return errno === undefined && PREPARATIONS.has(record.call) ? '' : `${record.call}() ${errno ?? ''}`.trim();
  }
  if (record?.type !== 'result') return mark.text;
  if (record.error !== null) return mark.text;
  return typeof record.value === 'string' && record.value !== '' ? `recv() “${clip(record.value)}”` : '';
}

const clip = (text: string): string => (text.length > WIDEST - 2 ? `${text.slice(0, WIDEST - 4)}…` : text);

/** Broken between words where it is too wide. */
export function marginLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/ (?![^“]*”)/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDEST) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
