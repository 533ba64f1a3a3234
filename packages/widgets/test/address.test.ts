import { describe, expect, test } from 'vitest';
import { readAddress, writeAddress } from '../src/address.ts';

const LAST_ACK = 'A:40000>B:80 ACK seq=2 len=0 #1';

describe('the address', () => {
  test('brings back what it was given', () => {
    const remembered = { at: 250_500, faults: [{ identity: LAST_ACK, fate: 'drop' }] } as const;
    expect(readAddress(writeAddress('', 'close', remembered), 'close')).toEqual(remembered);
  });

  test('keeps other ladders and other parameters', () => {
    const search = writeAddress('?q=FIN&other.at=3', 'close', { at: 7_000, faults: [] });
    expect(search).toBe('?q=FIN&other.at=3&close.at=7');
    expect(readAddress(search, 'other')).toEqual({ at: 3_000, faults: [] });
  });

  test('forgets what was undone', () => {
    const before = writeAddress('', 'close', { at: 7_000, faults: [{ identity: LAST_ACK, fate: 'delay' }] });
    expect(writeAddress(before, 'close', { faults: [] })).toBe('');
  });

  test.each(['close.at=x', 'close.at=-1', 'close.at=1e9', 'close.at=99999999999', 'close.drop=', 'close.steal=x'])(
    'leaves out what it does not understand: %s',
    (query) => {
      expect(readAddress(`?${query}`, 'close')).toEqual({ faults: [] });
    },
  );

  test('takes no more changes than a person makes', () => {
    const query = new URLSearchParams(Array.from({ length: 50 }, (_, i) => ['close.drop', `p${i}`]));
    expect(readAddress(`?${query}`, 'close').faults).toHaveLength(32);
  });
});
