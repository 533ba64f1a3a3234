/**
 * What the reader has done to one ladder: where the cursor stands, which packet is marked, which packets are damaged.
 * A pure reducer; the run itself follows from the scenario and `faults`.
 * Next: keys.ts
 */
import type { Micros } from '@lastack/tcp';
import type { Remembered } from './address.ts';
import { moveCursor, type Cursor, type CursorMove } from './cursor.ts';
import { withFault, withoutFault, type Fault, type SentPacket } from './fault.ts';
import type { Track } from './moment.ts';

export interface LadderState {
  readonly cursor: Cursor;
  readonly faults: readonly Fault[];
  /** The identity of the marked packet. */
  readonly marked: string | null;
  /** The reader has changed something: from now on the address remembers. */
  readonly touched: boolean;
}

export type LadderAction =
  | { readonly type: 'move'; readonly move: CursorMove; readonly track: Track }
  | { readonly type: 'mark'; readonly identity: string | null }
  | { readonly type: 'mark-next'; readonly by: 1 | -1; readonly packets: readonly SentPacket[] }
  /** `at`: when the packet was sent; the cursor goes there, so that the reader sees what becomes of it. */
  | { readonly type: 'damage'; readonly fault: Fault; readonly at: Micros }
  | { readonly type: 'repair'; readonly identity: string }
  | { readonly type: 'repair-all' }
  | { readonly type: 'remember'; readonly remembered: Remembered };

export const beginAt = (at: Micros): LadderState => ({
  cursor: { at, playing: false },
  faults: [],
  marked: null,
  touched: false,
});

export function reduceLadder(state: LadderState, action: LadderAction): LadderState {
  switch (action.type) {
    case 'move':
      return moved(state, moveCursor(state.cursor, action.move, action.track), action.move);
    case 'mark':
      return { ...state, marked: action.identity };
    case 'mark-next':
      return { ...state, marked: neighbour(action.packets, state, action.by) };
    case 'damage':
      return touched({ ...state, faults: withFault(state.faults, action.fault), cursor: still(action.at) });
    case 'repair':
      return touched({ ...state, faults: withoutFault(state.faults, action.identity), cursor: still(state.cursor.at) });
    case 'repair-all':
      return touched({ ...state, faults: [], cursor: still(state.cursor.at) });
    case 'remember':
      return remembered(state, action.remembered);
  }
}

const still = (at: Micros): Cursor => ({ at, playing: false });
const touched = (state: LadderState): LadderState => ({ ...state, touched: true });

/** Playing by itself is not the reader's doing; everything else is. */
const moved = (state: LadderState, cursor: Cursor, move: CursorMove): LadderState => ({
  ...state,
  cursor,
  touched: state.touched || (move.type !== 'flow' && move.type !== 'play'),
});

const remembered = (state: LadderState, { at, faults }: Remembered): LadderState => ({
  ...state,
  faults,
  cursor: still(at ?? state.cursor.at),
  touched: true,
});

/** From the marked packet one further; with none marked, the last one sent by the cursor's time, or the one after. */
function neighbour(packets: readonly SentPacket[], { marked, cursor }: LadderState, by: 1 | -1): string | null {
  const found = packets.findIndex(({ packet }) => packet.identity === marked);
  const sent = packets.filter(({ at }) => at <= cursor.at).length;
  const next = found >= 0 ? found + by : by === 1 ? sent : sent - 1;
  return packets[Math.min(Math.max(next, 0), packets.length - 1)]?.packet.identity ?? null;
}
