/**
 * A system call and the answer that it must give: `connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)`.
 * Next: errno.ts
 */
import type { Micros } from '@lastack/tcp';
import type { Cursor } from './cursor.ts';
import { parseExpression, parseExpressions } from './expression.ts';
import type { Expression } from './expression.ts';
import { wrong } from './problem.ts';

export interface CallSpec {
  readonly name: string;
  readonly args: readonly Expression[];
  readonly result: Expression;
  /** The errno's name, and what strerror says of it. */
  readonly error: { readonly name: string; readonly note: string } | null;
  /** A remark after a result that is no error: `(flags O_RDWR)`. */
  readonly note: string | null;
  /** When a blocking call must return, in the terms of the event's time; `null`: at once. */
  readonly end: Micros | null;
}

const HELP = 'A call: name(arguments) = result, like accept(3, ..., ...) = 4 or read(4, ..., 100) = -1 EAGAIN (…).';

export function parseCall(cursor: Cursor, end: Micros | null): CallSpec {
  if (!cursor.is('word')) throw cursor.unexpected('a system call, a packet (< or >), a `command` or %{ code }%', HELP);
  const name = cursor.take().text;
  cursor.expectMark('(', HELP);
  const args = cursor.is('mark', ')') ? [] : parseExpressions(cursor);
  cursor.expectMark(')', `Close ${name}( with ) .`);
  cursor.expectMark('=', 'Say what the call must return: = 0, or = -1 ECONNRESET (Connection reset by peer).');
  const result = parseExpression(cursor);
  const error = parseError(cursor);
  const note = error === null ? parseNote(cursor) : null;
  return { name, args, result, error, note, end };
}

function parseError(cursor: Cursor): CallSpec['error'] {
  if (!cursor.is('word')) return null;
  const errno = cursor.take();
  if (!/^E[A-Z0-9]+$/.test(errno.text)) throw wrong(errno, `'${errno.text}' is no errno name`, HELP);
  const note = parseNote(cursor);
  if (note === null)
    throw cursor.unexpected('the text of the error in parentheses', `Write ${errno.text} (as strerror(3) says it).`);
  return { name: errno.text, note };
}

function parseNote(cursor: Cursor): string | null {
  if (!cursor.accept('mark', '(')) return null;
  const words: string[] = [];
  while (cursor.is('word') || cursor.is('integer') || cursor.is('mark', '|') || cursor.is('mark', '/'))
    words.push(cursor.take().text);
  if (words.length === 0) throw cursor.unexpected('words', 'A note holds words only.');
  cursor.expectMark(')', 'A note holds words only; close it with ) .');
  return words.join(' ');
}
