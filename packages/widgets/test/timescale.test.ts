import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { timeScale } from '../src/timescale.ts';

/** A conversation of 40 ms, then a minute cut short. */
const scale = timeScale([
  { at: 0, y: 10 },
  { at: 20_000, y: 50 },
  { at: 20_000, y: 60 },
  { at: 40_000, y: 100 },
  { at: 60_040_000, y: 160 },
]);

describe('a moment on the ladder', () => {
  test.each([
    [0, 10],
    [10_000, 35],
    [20_000, 60],
    [30_000, 80],
    [30_040_000, 130],
    [60_040_000, 160],
  ])('%i µs stands at %i', (at, y) => {
    expect(scale.yOf(at)).toBeCloseTo(y);
  });

  test('before the first and after the last stands at the rim', () => {
    expect(scale.yOf(-5)).toBe(10);
    expect(scale.yOf(99_000_000)).toBe(160);
    expect(scale.atOf(0)).toBe(0);
    expect(scale.atOf(1_000)).toBe(60_040_000);
  });

  test('is found again from its height', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_040_000 }), (at) => {
        expect(scale.atOf(scale.yOf(at))).toBeCloseTo(at, 2);
      }),
    );
  });

  test('an empty ladder has one place', () => {
    expect(timeScale([]).yOf(7)).toBe(0);
  });
});
