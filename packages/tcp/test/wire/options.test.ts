import { describe, expect, test } from 'vitest';
import { seq, type SackBlock } from '../../src/index.ts';
import { decodeOptions, encodeOptions } from '../../src/wire/options.ts';

const MSS = [2, 4, 0x05, 0xb4];
const STAMPS = [8, 10, 0, 0, 0, 1, 0, 0, 0, 2];
const UNKNOWN = [254, 3, 7];

describe('options of a header (§3.1)', () => {
  test('an unknown kind is skipped by its length, wherever it stands (MUST-6)', () => {
    const known = { mss: 1460, timestamps: { val: 1, ecr: 2 } };
    for (const octets of [
      [...UNKNOWN, ...MSS, ...STAMPS],
      [...MSS, ...UNKNOWN, ...STAMPS],
      [...MSS, ...STAMPS, ...UNKNOWN],
    ]) {
      expect(decodeOptions(Uint8Array.from(octets))).toEqual(known);
    }
  });

  test.each([0, 1, 2, 3])('%i octets off a word boundary they mean the same (MUST-64)', (offset) => {
    const nops = Array<number>(offset).fill(1);
    expect(decodeOptions(Uint8Array.from([...nops, ...MSS, ...STAMPS]))).toEqual({
      mss: 1460,
      timestamps: { val: 1, ecr: 2 },
    });
  });

  test('40 octets are all there is: three SACK blocks fit beside timestamps, a fourth does not (§3.1)', () => {
    const timestamps = { val: 1, ecr: 2 };
    const blocks = [1, 3, 5, 7].map((at): SackBlock => [seq(at), seq(at + 1)]);
    expect(encodeOptions({ timestamps, sack: blocks.slice(0, 3) })).toHaveLength(40);
    expect(() => encodeOptions({ timestamps, sack: blocks })).toThrow('options of 48 octets');
  });

  test('after the end of the list nothing is read', () => {
    expect(decodeOptions(Uint8Array.from([...MSS, 0, ...STAMPS]))).toEqual({ mss: 1460 });
  });

  test.each([[[2, 1, 0, 0]], [[2, 0]], [[2, 255, 5, 180]], [[8]]])(
    'a length that cannot be: %j is refused whole (MUST-7)',
    (octets) => {
      expect(decodeOptions(Uint8Array.from(octets))).toBeNull();
    },
  );
});
