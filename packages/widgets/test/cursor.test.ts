import { describe, expect, test } from 'vitest';
import { moveCursor, type Cursor } from '../src/cursor.ts';

const track = { moments: [0, 20, 40, 90], transitions: [20, 90], end: 90 };
const at = (moment: number, playing = false): Cursor => ({ at: moment, playing });

describe('a step', () => {
  test.each([
    [0, 1, 20],
    [20, 1, 40],
    [25, 1, 40],
    [90, 1, 90],
    [90, -1, 40],
    [25, -1, 20],
    [0, -1, 0],
  ] as const)('from %i by %i goes to %i', (from, by, to) => {
    expect(moveCursor(at(from), { type: 'step', by }, track)).toEqual(at(to));
  });

  test('from beyond the end of a run that became shorter goes back inside it', () => {
    expect(moveCursor(at(500), { type: 'step', by: -1 }, track)).toEqual(at(40));
  });
});

describe('to a change of state', () => {
  test.each([
    [0, 1, 20],
    [20, 1, 90],
    [90, -1, 20],
    [20, -1, 0],
  ] as const)('from %i by %i goes to %i', (from, by, to) => {
    expect(moveCursor(at(from), { type: 'transition', by }, track)).toEqual(at(to));
  });
});

describe('playing', () => {
  test('goes on from where the cursor stands', () => {
    expect(moveCursor(at(20), { type: 'play' }, track)).toEqual(at(20, true));
  });

  test('begins anew at the end', () => {
    expect(moveCursor(at(90), { type: 'play' }, track)).toEqual(at(0, true));
  });

  test('keeps playing while time flows, and stops at the end', () => {
    expect(moveCursor(at(20, true), { type: 'flow', at: 33.4 }, track)).toEqual(at(33, true));
    expect(moveCursor(at(20, true), { type: 'flow', at: 91 }, track)).toEqual(at(90, false));
  });

  test.each(['pause', 'begin', 'end'] as const)('ends with %s', (type) => {
    expect(moveCursor(at(20, true), { type }, track).playing).toBe(false);
  });

  test('ends when the reader takes the cursor', () => {
    expect(moveCursor(at(20, true), { type: 'seek', at: 1_000 }, track)).toEqual(at(90, false));
    expect(moveCursor(at(20, true), { type: 'seek', at: -5 }, track)).toEqual(at(0, false));
  });
});
