import { describe, expect, test } from 'vitest';
import { add, isAcceptable, seq } from '../../src/index.ts';
import { summary } from '../harness/pair.ts';
import { reach, toward } from '../harness/reach.ts';

/** RCV.NXT = 2^32 − 50, so that every window in the table crosses zero. */
const NXT = seq(-50);

describe('the four cases of the acceptability test (§3.4)', () => {
  test.each([
    ['length 0, window 0: only RCV.NXT', 0, 0, 0, true],
    ['length 0, window 0: one further on', 1, 0, 0, false],
    ['length 0, window 0: one back', -1, 0, 0, false],
    ['length 0, window 100: the left edge', 0, 0, 100, true],
    ['length 0, window 100: the last number', 99, 0, 100, true],
    ['length 0, window 100: the right edge', 100, 0, 100, false],
    ['length 0, window 100: before the left edge', -1, 0, 100, false],
    ['length 10, window 0: never, not even at RCV.NXT', 0, 10, 0, false],
    ['length 10, window 100: wholly inside', 20, 10, 100, true],
    ['length 10, window 100: only its last octet inside', -9, 10, 100, true],
    ['length 10, window 100: ends right before the window', -10, 10, 100, false],
    ['length 10, window 100: only its first octet inside', 99, 10, 100, true],
    ['length 10, window 100: begins right behind the window', 100, 10, 100, false],
    ['length 10, window 5: over both edges, neither end inside: the table says no', -2, 10, 5, false],
  ])('%s', (_, offset, length, window, expected) => {
    expect(isAcceptable(add(NXT, offset), length, NXT, window)).toBe(expected);
  });
});

describe('first check: what is not acceptable is answered with an ACK, and nothing changes (§3.10.7.4, first)', () => {
  test.each(['ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2', 'CLOSE-WAIT', 'CLOSING', 'LAST-ACK'] as const)(
    '%s',
    (state) => {
      const pair = reach(state, { profile: 'rfc9293' });
      const before = pair.connection('A');
      const effects = pair.inject('A', toward(before, { seq: -100, text: 'old', ack: 0 }));
      expect(summary(effects)).toEqual(['ACK']);
      expect(effects[0]).toMatchObject({ segment: { seq: before.snd.nxt, ack: before.rcv.nxt } });
      expect(pair.tcb.A.state).toBe(state);
    },
  );

  test('an RST outside the window is dropped', () => {
    const pair = reach('ESTABLISHED');
    expect(pair.inject('A', toward(pair.tcb.A, { seq: -1, rst: true }))).toEqual([]);
    expect(pair.inject('A', toward(pair.tcb.A, { seq: 70_000, rst: true }))).toEqual([]);
    expect(pair.tcb.A.state).toBe('ESTABLISHED');
  });

  test('with the window closed, an ACK at RCV.NXT still counts (MUST-66)', () => {
    const pair = reach('ESTABLISHED', { profile: 'rfc9293', tcb: { receiveBuffer: 2000 } });
    pair.inject('A', toward(pair.tcb.A, { text: 'x'.repeat(2000) }));
    pair.call('A', { type: 'send', bytes: 'hello' });
    expect(pair.connection('A').rcv.wnd).toBe(0);
    pair.inject('A', toward(pair.tcb.A, { text: 'y' }));
    expect(pair.connection('A').snd.buffer).toBe('');
    expect(pair.connection('A').rcv.unread).toBe(2000);
  });
});
