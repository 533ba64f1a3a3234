/**
 * When an event happens: `0.1`, `+0.1`, `*`, `0.1~0.2`, `+0.1~+0.2`; and until when a call may block: `0.1...0.3`.
 * Seconds in the script, whole microseconds here.
 * Next: tcp-option.ts
 */
import type { Micros } from '@lastack/tcp';
import type { Cursor } from './cursor.ts';
import { wrong } from './problem.ts';

export type ScriptTime =
  /** Seconds since the script began. */
  | { readonly type: 'absolute'; readonly at: Micros }
  /** Since the event before. */
  | { readonly type: 'relative'; readonly at: Micros }
  | { readonly type: 'absolute-range'; readonly from: Micros; readonly to: Micros }
  | { readonly type: 'relative-range'; readonly from: Micros; readonly to: Micros }
  /** `*`: whenever it comes. */
  | { readonly type: 'any' };

const HELP = 'An event begins with its time in seconds: 0, 0.25, +0.1, +0.1~+0.2 or * .';
/** 31 years: far beyond every timer, and exact in microseconds. */
const LONGEST_SECONDS = 1e9;

export function parseTime(cursor: Cursor): ScriptTime {
  if (cursor.accept('mark', '*')) return { type: 'any' };
  const place = cursor.peek();
  const relative = cursor.accept('mark', '+');
  const from = parseSeconds(cursor);
  if (!cursor.accept('mark', '~')) return { type: relative ? 'relative' : 'absolute', at: from };
  if (relative) cursor.expectMark('+', 'Both ends of a relative range have a plus: +0.1~+0.2.');
  const to = parseSeconds(cursor);
  if (to < from) throw wrong(place, 'this time range runs backwards', 'Write the earlier time first.');
  return { type: relative ? 'relative-range' : 'absolute-range', from, to };
}

/** The end of a blocking call, if `...` follows. In the same terms as the event's time: absolute or relative. */
export function parseBlockingEnd(cursor: Cursor): Micros | null {
  return cursor.accept('ellipsis', '...') ? parseSeconds(cursor) : null;
}

function parseSeconds(cursor: Cursor): Micros {
  if (!cursor.is('integer') && !cursor.is('decimal')) throw cursor.unexpected('a time in seconds', HELP);
  const token = cursor.take();
  if (token.value < 0) throw wrong(token, `the time ${token.text} is negative`, HELP);
  if (token.value > LONGEST_SECONDS) throw wrong(token, `the time ${token.text} is beyond 10^9 seconds`, HELP);
  return Math.round(token.value * 1_000_000);
}
