import { describe, expect, test } from 'vitest';
import { add, atOrBefore, before, distance, later, seq, within } from '../src/index.ts';

const TOP = 0xffff_ffff;
const HALF = 0x8000_0000;

describe('arithmetic on a circle of 2^32 numbers (§3.4)', () => {
  test.each([
    [0, 1, true],
    [1, 0, false],
    [0, 0, false],
    [TOP, 0, true],
    [0, TOP, false],
    [TOP - 5, 5, true],
    [0, HALF - 1, true],
    [HALF - 1, 0, false],
    [HALF, TOP, true],
  ])('before(%i, %i) is %s', (a, b, expected) => {
    expect(before(seq(a), seq(b))).toBe(expected);
    if (a !== b) expect(atOrBefore(seq(a), seq(b))).toBe(expected);
  });

  test('half a circle away is neither clearly before nor after; both ways read as "not before"', () => {
    expect(before(seq(0), seq(HALF))).toBe(false);
    expect(before(seq(HALF), seq(0))).toBe(false);
  });

  test.each([
    [TOP, 1, 0],
    [0, -1, TOP],
    [TOP, 65_537, 65_536],
    [5, 0, 5],
  ])('add(%i, %i) is %i', (a, octets, expected) => {
    expect(add(seq(a), octets)).toBe(expected);
  });

  test.each([
    [0, TOP, -1],
    [TOP, 0, 1],
    [10, 4, -6],
    [TOP - 1, 2, 4],
  ])('distance(%i, %i) is %i', (a, b, expected) => {
    expect(distance(seq(a), seq(b))).toBe(expected);
  });

  test.each([
    ['first number', TOP - 1, TOP - 1, 4, true],
    ['across zero', 1, TOP - 1, 4, true],
    ['one past the end', 2, TOP - 1, 4, false],
    ['one before the start', TOP - 2, TOP - 1, 4, false],
    ['an empty window', 7, 7, 0, false],
  ])('a window across zero: %s', (_, n, start, length, expected) => {
    expect(within(seq(n), seq(start), length)).toBe(expected);
  });

  test('any integer is brought onto the circle', () => {
    expect([seq(-1), seq(2 ** 32), seq(2 ** 32 + 7)]).toEqual([TOP, 0, 7]);
  });

  test('the later of two, across zero', () => {
    expect(later(seq(TOP), seq(3))).toBe(3);
    expect(later(seq(3), seq(TOP))).toBe(3);
  });
});
