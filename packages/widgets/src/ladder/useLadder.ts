/** A ladder's state, its run, and the hands that move it. */
import { useCallback, useEffect, useReducer, type KeyboardEvent } from 'react';
import type { Remembered } from '../address.ts';
import { commandOf } from '../keys.ts';
import { beginAt, reduceLadder, type LadderAction, type LadderState } from '../ladder-state.ts';
import type { Track } from '../moment.ts';
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

export function useLadder(props: LadderProps): LadderInUse {
  const { name, scenario, language, from = 0, start, autoplay = false, brief = false, address } = props;
  const [state, dispatch] = useReducer(reduceLadder, start === undefined ? AT_THE_END : start * 1000, beginAt);
  const run = useRun(scenario, state.faults, { language, from, room: brief ? 'tight' : 'roomy' });
  const settled = settle(state, run.track);
  const hands = handsOn(settled, run, dispatch);
  const remember = useCallback((remembered: Remembered) => dispatch({ type: 'remember', remembered }), []);
  usePlayback(settled.cursor, run.track, run.scale, hands.move);
  useAddress(name, settled, address, remember);
  useAutoplay(autoplay, hands);
  return { state: settled, run, hands, dispatch, onKeyDown: (event) => press(event, hands, settled) };
}

/** The cursor inside this run, which may be shorter than the one before. */
function settle(state: LadderState, { moments, end }: Track): LadderState {
  const at = Math.min(Math.max(state.cursor.at, moments[0] ?? 0), end);
  return at === state.cursor.at ? state : { ...state, cursor: { ...state.cursor, at } };
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
