import { describe, expect, test } from 'vitest';
import { nextNumber } from '#subject';

describe('SND.NXT', () => {
  test('goes round at 2^32', () => {
    expect(nextNumber(4294967295, 1)).toBe(0);
  });
});
