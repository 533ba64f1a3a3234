import { afterEach, describe, expect, test } from 'vitest';
import { PUBLIC_SEED, randomFrom, seedFor, setSeed } from '../src/index.ts';

describe('random cases', () => {
  test('a seed names the whole sequence', () => {
    const sequence = (seed: number) => {
      const random = randomFrom(seed);
      return Array.from({ length: 100 }, () => random.integer(0, 9)).join('');
    };
    expect(sequence(1)).toBe(sequence(1));
    expect(sequence(1)).not.toBe(sequence(2));
  });

  test('the sequence is the same on every engine', () => {
    const random = randomFrom(1);
    expect([random.integer(0, 999), random.integer(0, 999), random.sequenceNumber()]).toEqual([
      426, 680, 4_294_941_048,
    ]);
  });

  test('integers stay inside their bounds and reach both ends', () => {
    const random = randomFrom(3);
    const drawn = new Set(Array.from({ length: 500 }, () => random.integer(-2, 2)));
    expect([...drawn].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  });

  test('half of the sequence numbers lie where a window wraps', () => {
    const random = randomFrom(4);
    const numbers = Array.from({ length: 1_000 }, () => random.sequenceNumber());
    expect(numbers.every((n) => Number.isInteger(n) && n >= 0 && n < 2 ** 32)).toBe(true);
    const near = numbers.filter((n) => n <= 65_536 || n >= 2 ** 32 - 65_536).length;
    expect(near).toBeGreaterThan(400);
    expect(near).toBeLessThan(600);
  });
});

describe('the seed of a run', () => {
  afterEach(() => setSeed(PUBLIC_SEED));

  test('is public until a grader sets another, and differs from case to case', () => {
    const before = seedFor('case 1');
    expect(seedFor('case 1')).toBe(before);
    expect(seedFor('case 2')).not.toBe(before);
    setSeed(12_345);
    expect(seedFor('case 1')).not.toBe(before);
    setSeed(PUBLIC_SEED);
    expect(seedFor('case 1')).toBe(before);
  });
});
