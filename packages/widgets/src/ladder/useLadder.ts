/** A ladder's state, its run, and the hands that move it. */
import { useCallback, useEffect, useReducer, type KeyboardEvent } from 'react';
import { commandOf } from '../keys.ts';
import { beginAt, reduceLadder, type LadderAction, type LadderState } from '../ladder-state.ts';
import type { LadderProps } from './Ladder.tsx';
import { handsOn, obey, type Hands } from './obey.ts';
import { useAddress } from './useAddress.ts';
import { usePlayback } from './usePlayback.ts';
import { useRun, type Run } from './useRun.ts';

export interface LadderInUse {
  readonly state: LadderState;
  readonly run: Run;
  readonly hands: Hands;
  readonly dispatch: (action: LadderAction) => void;
  onKeyDown(event: KeyboardEvent): void;
}

/** Later than any run: the reducer brings it back to the end of this one. */
const AT_THE_END = Number.MAX_SAFE_INTEGER;

export function useLadder({ name, scenario, from, language, start, autoplay, address }: LadderProps): LadderInUse {
  const [state, dispatch] = useReducer(reduceLadder, start === undefined ? AT_THE_END : start * 1000, beginAt);
  const run = useRun(scenario, state.faults, language, from);
  const at = Math.min(Math.max(state.cursor.at, run.track.moments[0] ?? 0), run.track.end);
  const settled = { ...state, cursor: { ...state.cursor, at } };
  const hands = handsOn(settled, run, dispatch);
  usePlayback(settled.cursor, run.track, run.scale, hands.move);
  useAddress(
    name,
    settled,
    address,
    useCallback((remembered) => dispatch({ type: 'remember', remembered }), []),
  );
  useAutoplay(autoplay === true, hands);
  return { state: settled, run, hands, dispatch, onKeyDown: (event) => press(event, hands, settled) };
}

/** Once, when the page opens; who asked for less motion starts it by hand. */
function useAutoplay(autoplay: boolean, hands: Hands): void {
  useEffect(() => {
    if (autoplay && !window.matchMedia('(prefers-reduced-motion: reduce)').matches) hands.move({ type: 'play' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, with the hands of the first rendering
  }, [autoplay]);
}

/** A button's and a switch's own keys stay theirs; the slider's arrows step, as everywhere in the ladder. */
function press(event: KeyboardEvent, hands: Hands, state: LadderState): void {
  const target = event.target as HTMLElement;
  const isSwitch = target instanceof HTMLInputElement && target.type === 'radio';
  const isPressed = ['BUTTON', 'SUMMARY'].includes(target.tagName) && (event.key === ' ' || event.key === 'Enter');
  if (isSwitch || isPressed) return;
  const command = commandOf(event);
  if (command === null) return;
  event.preventDefault();
  obey(command, hands, state.cursor.playing);
}
