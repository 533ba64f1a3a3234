/** While the cursor plays, it goes down the drawing at an even pace, or from stop to stop when motion is reduced. */
import { useEffect, useRef } from 'react';
import type { CursorMove } from '../cursor.ts';
import type { Micros } from '@lastack/tcp';
import type { TimeScale } from '../timescale.ts';
import type { Track } from '../moment.ts';
import { useReducedMotion } from './useReducedMotion.ts';

/** Units of the drawing in a second: a packet takes about a second to cross. */
const PACE = 42;
/** Milliseconds that one stop is shown for when motion is reduced. */
const STOP_MS = 1200;

export function usePlayback(
  cursor: { readonly at: Micros; readonly playing: boolean },
  track: Track,
  scale: TimeScale,
  onMove: (move: CursorMove) => void,
): void {
  const reduced = useReducedMotion();
  const now = useRef({ at: cursor.at, onMove });
  useEffect(() => {
    now.current = { at: cursor.at, onMove };
  });
  const { playing } = cursor;
  useEffect(() => {
    if (!playing) return;
    return reduced ? playStops(now, track) : playEvenly(now, scale);
  }, [playing, reduced, track, scale]);
}

type Now = { readonly current: { readonly at: Micros; readonly onMove: (move: CursorMove) => void } };

function playStops(now: Now, track: Track): () => void {
  const timer = setInterval(() => {
    const { at, onMove } = now.current;
    onMove({ type: 'flow', at: track.moments.find((moment) => moment > at) ?? track.end });
  }, STOP_MS);
  return () => clearInterval(timer);
}

/** The height is kept beside the cursor's whole microseconds, which are too coarse where little time takes much room. */
function playEvenly(now: Now, scale: TimeScale): () => void {
  let y = scale.yOf(now.current.at);
  let last: number | null = null;
  let frame = requestAnimationFrame(function draw(time) {
    y += ((time - (last ?? time)) / 1000) * PACE;
    last = time;
    now.current.onMove({ type: 'flow', at: scale.atOf(y) });
    frame = requestAnimationFrame(draw);
  });
  return () => cancelAnimationFrame(frame);
}
