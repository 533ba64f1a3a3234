/** The core on small worlds whose every state can be counted by hand. */
import { expect, test } from 'vitest';
import { explore, Exploration, type Space } from '../src/index.ts';

/** A knight on a board of `size` × `size` squares, from a corner. */
const knight = (size: number, forbidden = -1): Space<number, string> => ({
  initial: [0],
  key: (square) => square,
  next(square) {
    const [x, y] = [square % size, Math.floor(square / size)];
    const jumps = [-2, -1, 1, 2].flatMap((dx) => [3 - Math.abs(dx), Math.abs(dx) - 3].map((dy) => [x + dx, y + dy]));
    return jumps
      .filter(([a = -1, b = -1]) => a >= 0 && b >= 0 && a < size && b < size)
      .map(([a = 0, b = 0]) => ({ step: `${a},${b}`, state: a + b * size }));
  },
  check: (square) => (square === forbidden ? `stands on ${square}` : null),
});

test('every state is met once: a knight reaches all 64 squares by 336 jumps, the farthest in 6', () => {
  expect(explore(knight(8))).toEqual({ result: 'safe', distinct: 64, generated: 337, depth: 7 });
});

test('the counterexample is a shortest one: corner to corner in 6', () => {
  const outcome = explore(knight(8, 63));
  if (outcome.result !== 'counterexample') throw new Error(outcome.result);
  expect(outcome.problem).toBe('stands on 63');
  expect(outcome.initial).toBe(0);
  expect(outcome.steps).toHaveLength(6);
  expect(outcome.steps.at(-1)).toEqual({ step: '7,7', state: 63 });
  for (const [index, { state }] of outcome.steps.entries()) {
    const from = outcome.steps[index - 1]?.state ?? 0;
    expect(
      knight(8)
        .next(from)
        .map((successor) => successor.state),
    ).toContain(state);
  }
});

test('an initial state can be the counterexample, by no step', () => {
  expect(explore({ ...knight(8, 5), initial: [3, 5] })).toMatchObject({
    result: 'counterexample',
    initial: 5,
    steps: [],
  });
});

test('what is cut is incomplete, never safe: by states', () => {
  expect(explore(knight(8), { states: 63 })).toMatchObject({ result: 'incomplete', bound: 'states' });
  expect(explore(knight(8), { states: 64 })).toMatchObject({ result: 'safe', distinct: 64 });
});

test('what is cut is incomplete, never safe: by steps', () => {
  expect(explore(knight(8), { steps: 5 })).toMatchObject({ result: 'incomplete', bound: 'steps', depth: 6 });
  // All squares have been met, but nobody has looked where the last ones lead.
  expect(explore(knight(8), { steps: 6 })).toMatchObject({ result: 'incomplete', distinct: 64, depth: 7 });
  expect(explore(knight(8), { steps: 7 })).toMatchObject({ result: 'safe', depth: 7 });
  expect(explore(knight(8, 63), { steps: 5 })).toMatchObject({ result: 'incomplete' });
  expect(explore(knight(8, 63), { steps: 6 })).toMatchObject({ result: 'counterexample' });
});

test('a state outside is checked and counted, but nothing behind it is', () => {
  const line: Space<number, number> = {
    initial: [0],
    key: (n) => n,
    next: (n) => [{ step: 1, state: n + 1 }],
    isInside: (n) => n < 5,
  };
  expect(explore(line)).toEqual({ result: 'safe', distinct: 5, generated: 6, depth: 5 });
  expect(explore({ ...line, check: (n) => (n === 5 ? 'five' : null) })).toMatchObject({ problem: 'five' });
  expect(explore({ ...line, check: (n) => (n === 6 ? 'six' : null) })).toMatchObject({ result: 'safe' });
});

test('a transition can be outside although its state is not', () => {
  const line: Space<number, 'walk' | 'jump'> = {
    initial: [0],
    key: (n) => n,
    next: (n) =>
      n === 9
        ? []
        : [
            { step: 'walk', state: n + 1 },
            { step: 'jump', state: 9 },
          ],
    isInside: (_, step) => step !== 'jump',
  };
  expect(explore(line)).toEqual({ result: 'safe', distinct: 10, generated: 19, depth: 10 });
});

test('advanced piece by piece it says how far it is, and ends as when run at once', () => {
  const exploration = new Exploration(knight(8));
  let pieces = 0;
  let outcome = null;
  while (outcome === null) {
    outcome = exploration.advance(10);
    pieces += 1;
    if (outcome === null) expect(exploration.waiting).toBeGreaterThan(0);
  }
  expect(outcome).toEqual(explore(knight(8)));
  expect(pieces).toBe(7);
  expect(exploration.advance(10)).toBe(outcome);
});

test('a million states: memory for keys and two numbers each, whole states on the frontier alone', () => {
  const side = 1_000;
  const grid: Space<readonly [number, number], string> = {
    initial: [[0, 0]],
    key: ([x, y]) => x * side + y,
    next: ([x, y]) => [
      ...(x + 1 < side ? [{ step: 'right', state: [x + 1, y] as const }] : []),
      ...(y + 1 < side ? [{ step: 'down', state: [x, y + 1] as const }] : []),
    ],
  };
  const exploration = new Exploration(grid);
  let widest = 0;
  while (exploration.advance(10_000) === null) widest = Math.max(widest, exploration.waiting);
  expect(exploration.counts).toEqual({
    distinct: side * side,
    generated: 2 * side * (side - 1) + 1,
    depth: 2 * side - 1,
  });
  expect(widest).toBeLessThanOrEqual(side + 1);
});
