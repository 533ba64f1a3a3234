/** What may cross the border, what may not, and in which words. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromJson, toPlain } from '../src/border-door.ts';

const KB = 1024;
const cross = (value: unknown): unknown => toPlain(value, 'answer', KB);

describe('plain data crosses', () => {
  test('as JSON itself would carry it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const json = JSON.stringify(value);
        fc.pre(json.length < KB / 3 && !/"(__proto__|constructor|prototype)":/.test(json));
        expect(JSON.stringify(cross(value))).toBe(json);
        expect(fromJson(json, 'answer', KB)).toEqual(JSON.parse(json));
      }),
    );
  });

  test('undefined alone stands for nothing returned', () => {
    expect(cross(undefined)).toBeUndefined();
  });

  test('an undefined property is left out, and -0 is 0, as in JSON', () => {
    expect(cross({ reply: undefined, seq: -0 })).toStrictEqual({ seq: 0 });
  });

  test('one object in two places is two objects', () => {
    const shared = { seq: 1 };
    expect(cross([shared, shared])).toStrictEqual([{ seq: 1 }, { seq: 1 }]);
  });

  test('the copy is frozen through and through, and shares nothing', () => {
    const value = { transmit: [{ seq: 1 }] };
    const copy = cross(value) as typeof value;
    expect(Object.isFrozen(copy) && Object.isFrozen(copy.transmit) && Object.isFrozen(copy.transmit[0])).toBe(true);
    value.transmit[0]!.seq = 2;
    expect(copy.transmit[0]?.seq).toBe(1);
  });

  test('an object without a prototype, or of another realm, is plain', () => {
    expect(cross(Object.assign(Object.create(null), { seq: 1 }))).toStrictEqual({ seq: 1 });
  });

  test('a Proxy is read once, and only what was read goes on', () => {
    let reads = 0;
    const shifting = new Proxy(
      { seq: 1 },
      { getOwnPropertyDescriptor: (t, k) => ({ ...Reflect.getOwnPropertyDescriptor(t, k)!, value: ++reads }) },
    );
    const copy = cross(shifting) as { seq: number };
    expect([copy.seq, copy.seq, reads]).toEqual([1, 1, 1]);
  });
});

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
const cyclic = (): unknown => {
  const value: Record<string, unknown> = { seq: 1 };
  value['self'] = { value };
  return value;
};
class Segment {
  seq = 1;
}

describe('everything else is refused, with its place', () => {
  test.each<[string, unknown, string]>([
    ['a function', { transmit: { seq: () => 1 } }, 'answer.transmit.seq is a function'],
    ['a symbol', [Symbol('x')], 'answer[0] is a symbol'],
    ['a BigInt', { seq: 1n }, 'answer.seq is a BigInt'],
    ['NaN', { seq: NaN }, 'answer.seq is NaN'],
    ['Infinity', { at: Infinity }, 'answer.at is not finite'],
    ['undefined in a list', [1, undefined], 'answer[1] is undefined'],
    ['a hole in a list', [1, , 3], 'answer[1] is undefined'], // eslint-disable-line no-sparse-arrays
    ['a Date', { at: new Date(0) }, 'answer.at is an instance of Date'],
    ['a Map', new Map(), 'answer is an instance of Map'],
    ['a typed array', { text: new Uint8Array(2) }, 'answer.text is an instance of Uint8Array'],
    ['an instance of a class', { segment: new Segment() }, 'answer.segment is an instance of Segment'],
    ['an Error', new Error('x'), 'answer is an instance of Error'],
    ['a Promise', Promise.resolve(1), 'answer is a Promise'],
    ['a getter', Object.defineProperty({}, 'seq', { get: () => 1, enumerable: true }), 'answer.seq is a getter'],
    ['a hidden property', Object.defineProperty({}, 'seq', { value: 1 }), 'answer.seq is not enumerable'],
    ['a symbol key', { [Symbol('x')]: 1 }, 'answer has a symbol as a key'],
    ['a named property of a list', Object.assign([1], { seq: 1 }), 'answer.seq is a named property of an array'],
    ['a cycle', cyclic(), 'answer.self.value contains itself'],
    ['__proto__', JSON.parse('{"a":{"__proto__":{}}}'), 'answer.a.__proto__ uses the key __proto__'],
    ['constructor', { constructor: 1 }, 'answer.constructor uses the key constructor'],
    ['prototype', { prototype: 1 }, 'answer.prototype uses the key prototype'],
    ['a key that is no name', { 'a b': NaN }, 'answer["a b"] is NaN'],
    ['33 levels', nested(33), `answer${'[0]'.repeat(32)} is nested deeper than 32`],
    ['200,001 values', new Array(200_000).fill(0), 'goes beyond 200000 values'],
    ['more octets than allowed', 'x'.repeat(KB - 1), 'answer is longer than 1024 bytes'],
    ['octets of UTF-8, not characters', '界'.repeat(341), 'answer is longer than 1024 bytes'],
    ['a revoked Proxy', revoked(), 'answer cannot be read'],
  ])('%s', (_, value, says) => {
    expect(() => cross(value)).toThrow(says);
  });

  test('just within each bound it crosses', () => {
    expect(cross(nested(32))).toEqual(nested(32));
    expect(cross('x'.repeat(KB - 2))).toHaveLength(KB - 2);
    expect(cross('界'.repeat(340))).toHaveLength(340);
    expect(toPlain(new Array(199_999).fill(0), 'answer', 1 << 20)).toHaveLength(199_999);
  });

  test('every sentence has its Chinese', () => {
    try {
      cross({ seq: NaN });
      expect.unreachable();
    } catch (refused) {
      expect((refused as { text: unknown }).text).toMatchObject({
        'zh-Hans': expect.stringMatching(/^answer\.seq 是 NaN/),
      });
    }
  });
});

describe('JSON from a process that nobody trusts', () => {
  test.each<[string, string, string]>([
    ['no JSON', '{"seq":', 'answer is not JSON'],
    ['100,000 levels', '['.repeat(100_000), 'nested deeper than 32'],
    ['a million commas', `[${','.repeat(1_000_000)}]`, 'goes beyond 200000 values'],
    ['__proto__', '{"__proto__":{"polluted":true}}', 'uses the key __proto__'],
    ['an escaped __proto__', '{"\\u005f_proto__":{}}', 'uses the key __proto__'],
    ['a number beyond all bounds', '1e999', 'is not finite'],
    ['too long', JSON.stringify('x'.repeat(KB)), 'is longer than'],
  ])('%s is refused', (_, json, says) => {
    expect(() => fromJson(json, 'answer', KB)).toThrow(says);
  });

  test('brackets and commas inside strings count for nothing', () => {
    const text = `${'['.repeat(40)}\\",${'{'.repeat(40)}`;
    expect(fromJson(JSON.stringify(text), 'answer', KB)).toBe(text);
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
