/** What a command does to a ladder. */
import type { Dispatch } from 'react';
import type { CursorMove } from '../cursor.ts';
import type { Fate } from '../fault.ts';
import type { Command } from '../keys.ts';
import type { LadderAction, LadderState } from '../ladder-state.ts';
import type { Run } from './useRun.ts';

export interface Hands {
  move(move: CursorMove): void;
  /** Microseconds. */
  seek(at: number): void;
  markNext(by: 1 | -1): void;
  damage(fate: Fate): void;
  restore(): void;
  unmark(): void;
}

/** Everything a reader can do, with a mouse or with a key. */
export function handsOn(state: LadderState, run: Run, dispatch: Dispatch<LadderAction>): Hands {
  const { marked } = state;
  const sent = run.packets.find(({ packet }) => packet.identity === marked);
  return {
    move: (move) => dispatch({ type: 'move', move, track: run.track }),
    seek: (at) => dispatch({ type: 'move', move: { type: 'seek', at }, track: run.track }),
    markNext: (by) => dispatch({ type: 'mark-next', by, packets: run.packets }),
    damage: (fate) => {
      if (sent) dispatch({ type: 'damage', fault: { identity: sent.packet.identity, fate }, at: sent.at });
    },
    restore: () => {
      if (marked !== null) dispatch({ type: 'repair', identity: marked });
    },
    unmark: () => dispatch({ type: 'mark', identity: null }),
  };
}

export function obey(command: Command, hands: Hands, playing: boolean): void {
  switch (command.do) {
    case 'step':
    case 'transition':
      return hands.move({ type: command.do, by: command.by });
    case 'begin':
    case 'end':
      return hands.move({ type: command.do });
    case 'toggle':
      return hands.move({ type: playing ? 'pause' : 'play' });
    case 'mark':
      return hands.markNext(command.by);
    case 'damage':
      return hands.damage(command.fate);
    case 'restore':
      return hands.restore();
    case 'unmark':
      return hands.unmark();
  }
}
