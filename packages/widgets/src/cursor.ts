/**
 * One cursor on one trace: everything on the screen is what was true at `at`. A pure reducer.
 * Next: fault.ts
 */
import type { Micros } from '@lastack/tcp';
import type { Track } from './moment.ts';

export interface Cursor {
  /** Records with `record.at <= at` have happened. */
  readonly at: Micros;
  readonly playing: boolean;
}

export type CursorMove =
  | { readonly type: 'step'; readonly by: 1 | -1 }
  | { readonly type: 'transition'; readonly by: 1 | -1 }
  | { readonly type: 'begin' }
  | { readonly type: 'end' }
  /** Put the cursor at a moment, and stop. */
  | { readonly type: 'seek'; readonly at: Micros }
  /** Time goes on by itself. Playing stops at the end. */
  | { readonly type: 'flow'; readonly at: Micros }
  | { readonly type: 'play' }
  | { readonly type: 'pause' };

export function moveCursor(cursor: Cursor, move: CursorMove, track: Track): Cursor {
  switch (move.type) {
    case 'step':
      return rest(neighbour(track.moments, within(cursor.at, track), move.by, track));
    case 'transition':
      return rest(neighbour(track.transitions, within(cursor.at, track), move.by, track));
    case 'begin':
      return rest(firstOf(track));
    case 'end':
      return rest(track.end);
    case 'seek':
      return rest(within(move.at, track));
    case 'flow':
      return move.at >= track.end ? rest(track.end) : { at: within(move.at, track), playing: cursor.playing };
    case 'play':
      return { at: cursor.at >= track.end ? firstOf(track) : cursor.at, playing: true };
    case 'pause':
      return rest(cursor.at);
  }
}

const rest = (at: Micros): Cursor => ({ at, playing: false });
const firstOf = (track: Track): Micros => track.moments[0] ?? 0;
const within = (at: Micros, track: Track): Micros => Math.min(Math.max(Math.round(at), firstOf(track)), track.end);

/** The next stop strictly after `at`, or the last strictly before it; at the rim the cursor stays at the rim. */
function neighbour(stops: readonly Micros[], at: Micros, by: 1 | -1, track: Track): Micros {
  if (by === 1) return stops.find((stop) => stop > at) ?? track.end;
  return stops.findLast((stop) => stop < at) ?? firstOf(track);
}
