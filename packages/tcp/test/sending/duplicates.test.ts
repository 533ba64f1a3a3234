import { describe, expect, test } from 'vitest';
import type { Effect, Seq } from '../../src/index.ts';
import { reach, toward } from '../harness/reach.ts';

/** The SACK blocks of the first segment sent, counted from `base`. */
const told = (effects: readonly Effect[], base: Seq): (readonly number[])[] => {
  const sent = effects.find((effect) => effect.type === 'transmit');
  const blocks = sent?.type === 'transmit' ? (sent.segment.options.sack ?? []) : [];
  return blocks.map((block) => block.map((edge) => (edge - base) | 0));
};

describe('what came twice is told (D-SACK, RFC 2883 §4)', () => {
  test('once, before the blocks that are held', () => {
    const pair = reach('ESTABLISHED');
    const { nxt } = pair.connection('A').rcv;
    pair.inject('A', toward(pair.tcb.A, { text: 'a'.repeat(10) }));
    const held = pair.inject('A', toward(pair.tcb.A, { seq: 10, text: 'c'.repeat(10) }));
    expect(told(held, nxt)).toEqual([[20, 30]]);
    const again = pair.inject('A', toward(pair.tcb.A, { seq: -10, text: 'a'.repeat(10) }));
    expect(told(again, nxt)).toEqual([
      [0, 10],
      [20, 30],
    ]);
    expect(told(pair.inject('A', toward(pair.tcb.A, { seq: 25, text: 'e' })), nxt)).toEqual([
      [35, 36],
      [20, 30],
    ]);
  });

  test('an overlap with what is held, when the hole before it is filled', () => {
    const pair = reach('ESTABLISHED');
    const { nxt } = pair.connection('A').rcv;
    pair.inject('A', toward(pair.tcb.A, { seq: 10, text: 'c'.repeat(10) }));
    expect(told(pair.inject('A', toward(pair.tcb.A, { text: 'a'.repeat(15) })), nxt)).toEqual([[10, 15]]);
    expect(pair.received.A).toBe('a'.repeat(15) + 'c'.repeat(5));
  });

  test('profile rfc9293 does not: RFC 9293 asks for none of it', () => {
    const pair = reach('ESTABLISHED', { profile: 'rfc9293' });
    const { nxt } = pair.connection('A').rcv;
    pair.inject('A', toward(pair.tcb.A, { text: 'a'.repeat(10) }));
    expect(told(pair.inject('A', toward(pair.tcb.A, { seq: -10, text: 'a'.repeat(10) })), nxt)).toEqual([]);
  });
});

describe('the order of SACK blocks (RFC 2018 §4)', () => {
  test('as they came, the newest first; one that joins two takes both to the front', () => {
    const pair = reach('ESTABLISHED');
    const { nxt } = pair.connection('A').rcv;
    const [first, third, second] = [10, 50, 30].map((at) =>
      told(pair.inject('A', toward(pair.tcb.A, { seq: at, text: 'x'.repeat(10) })), nxt),
    );
    expect([first, third, second].map((blocks) => blocks?.map(([left]) => left))).toEqual([
      [10],
      [50, 10],
      [30, 50, 10],
    ]);
    expect(told(pair.inject('A', toward(pair.tcb.A, { seq: 20, text: 'x'.repeat(10) })), nxt)).toEqual([
      [10, 40],
      [50, 60],
    ]);
  });
});
