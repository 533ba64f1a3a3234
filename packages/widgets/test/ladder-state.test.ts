import { describe, expect, test } from 'vitest';
import type { SentPacket } from '../src/fault.ts';
import { beginAt, reduceLadder, type LadderState } from '../src/ladder-state.ts';

const sent = (identity: string, at: number): SentPacket =>
  ({ packet: { identity }, host: 'A', at, transmission: 1 }) as unknown as SentPacket;
const packets = [sent('SYN', 0), sent('FIN', 100), sent('ACK', 200)];
const track = { moments: [0, 100, 200], transitions: [100], end: 200 };
const marking = (state: LadderState, by: 1 | -1): string | null =>
  reduceLadder(state, { type: 'mark-next', by, packets }).marked;

describe('marking a packet', () => {
  test('begins at the cursor: backwards with the last one sent, forwards with the next', () => {
    expect(marking(beginAt(150), -1)).toBe('FIN');
    expect(marking(beginAt(150), 1)).toBe('ACK');
  });

  test('goes on from the marked one, and stays at the rim', () => {
    const marked = { ...beginAt(0), marked: 'FIN' };
    expect(marking(marked, 1)).toBe('ACK');
    expect(marking(marked, -1)).toBe('SYN');
    expect(marking({ ...marked, marked: 'ACK' }, 1)).toBe('ACK');
  });
});

describe('damaging a packet', () => {
  const damaged = reduceLadder(beginAt(200), { type: 'damage', fault: { identity: 'FIN', fate: 'drop' }, at: 100 });

  test('takes the cursor to where the runs part', () => {
    expect(damaged).toMatchObject({ cursor: { at: 100, playing: false }, touched: true });
  });

  test('again, otherwise, replaces the first damage', () => {
    const again = reduceLadder(damaged, { type: 'damage', fault: { identity: 'FIN', fate: 'delay' }, at: 100 });
    expect(again.faults).toEqual([{ identity: 'FIN', fate: 'delay' }]);
  });

  test('can be undone, one by one or all at once', () => {
    const two = reduceLadder(damaged, { type: 'damage', fault: { identity: 'ACK', fate: 'drop' }, at: 200 });
    expect(reduceLadder(two, { type: 'repair', identity: 'FIN' }).faults).toEqual([{ identity: 'ACK', fate: 'drop' }]);
    expect(reduceLadder(two, { type: 'repair-all' }).faults).toEqual([]);
  });
});

test('playing by itself does not touch the address, scrubbing does', () => {
  const playing = reduceLadder(beginAt(0), { type: 'move', move: { type: 'play' }, track });
  expect(playing.touched).toBe(false);
  expect(reduceLadder(playing, { type: 'move', move: { type: 'step', by: 1 }, track }).touched).toBe(true);
});

test('what an address remembers is what the reader sees', () => {
  const remembered = { at: 100, faults: [{ identity: 'FIN', fate: 'drop' as const }] };
  expect(reduceLadder(beginAt(0), { type: 'remember', remembered })).toMatchObject({
    cursor: { at: 100 },
    faults: remembered.faults,
  });
});
