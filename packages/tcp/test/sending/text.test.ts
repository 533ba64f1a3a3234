import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seq } from '../../src/index.ts';
import { Pair, summary } from '../harness/pair.ts';
import { reach, toward } from '../harness/reach.ts';

describe('reassembly (§3.10.7.4, seventh)', () => {
  test('text that came early waits, and SACK names it, the newest first (RFC 2018 §4)', () => {
    const pair = reach('ESTABLISHED');
    const { nxt } = pair.connection('A').rcv;
    const at = (offset: number) => (nxt + offset) >>> 0;
    pair.inject('A', toward(pair.tcb.A, { seq: 10, text: 'k'.repeat(5) }));
    const [ack] = pair.inject('A', toward(pair.tcb.A, { seq: 20, text: 'u'.repeat(5) }));
    expect(ack).toMatchObject({
      segment: {
        ack: nxt,
        options: {
          sack: [
            [at(20), at(25)],
            [at(10), at(15)],
          ],
        },
      },
    });
    expect(pair.received.A).toBe('');
  });

  test('the missing octets bring the rest, and are acknowledged at once (RFC 5681 §4.2)', () => {
    const pair = reach('ESTABLISHED', { profile: 'rfc9293' });
    pair.inject('A', toward(pair.tcb.A, { seq: 3, text: 'def' }));
    expect(summary(pair.inject('A', toward(pair.tcb.A, { text: 'abc' })))).toEqual([
      'deliver abc',
      'deliver def',
      'ACK',
    ]);
    expect(pair.connection('A').rcv.outOfOrder).toEqual([]);
  });

  test('a FIN beyond a hole waits for the hole', () => {
    const pair = reach('ESTABLISHED');
    pair.inject('A', toward(pair.tcb.A, { seq: 3, text: 'def', fin: true }));
    expect(pair.tcb.A.state).toBe('ESTABLISHED');
    const effects = pair.inject('A', toward(pair.tcb.A, { text: 'abc' }));
    expect(summary(effects)).toContain('signal peer-closed');
    expect(pair.tcb.A.state).toBe('CLOSE-WAIT');
  });

  test('every octet is delivered once and in order, in whatever pieces and order it comes', () => {
    const text = Array.from({ length: 200 }, (_, i) => String.fromCharCode(33 + (i % 90))).join('');
    const piece = fc.tuple(fc.nat(199), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const pair = reach('ESTABLISHED');
        const start = pair.connection('A').rcv.nxt;
        const whole = [...pieces, ...Array.from({ length: 10 }, (_, i) => [i * 20, 20] as const)];
        for (const [from, size] of whole) {
          const segment = toward(pair.tcb.A, { text: text.slice(from, from + size) });
          pair.inject('A', { ...segment, seq: seq(start + from) });
        }
        expect(pair.received.A).toBe(text);
        expect(pair.connection('A').rcv.outOfOrder).toEqual([]);
      }),
      { seed: 7 },
    );
  });

  test('text beyond the window is cut off', () => {
    const pair = reach('ESTABLISHED', { tcb: { receiveBuffer: 1000 } });
    const effects = pair.inject('A', toward(pair.tcb.A, { text: 'x'.repeat(1500) }));
    expect(effects).toMatchObject([{ bytes: 'x'.repeat(1000) }, { segment: { wnd: 0 } }]);
  });
});

describe('delayed ACK (§3.8.6.3, MUST-58)', () => {
  test.each([
    ['rfc9293', 200],
    ['freebsd', 40],
  ] as const)('%s: one small segment is acknowledged after %i ms', (profile, ms) => {
    const pair = new Pair({ profile }).open();
    pair.call('A', { type: 'send', bytes: 'x' });
    pair.wait(400);
    const [data, ack] = pair.sent.slice(-2);
    expect(ack).toMatchObject({ from: 'B', at: (data?.at ?? 0) + 10_000 + ms * 1_000 });
  });

  test('every second full segment at once (SHLD-19)', () => {
    const pair = new Pair({ profile: 'rfc9293' }).open();
    pair.call('A', { type: 'send', bytes: 'x'.repeat(2 * pair.connection('A').snd.mss) });
    pair.wait(15);
    expect(pair.flags().at(-1)).toBe('B ACK');
  });

  test('an answer in time carries the ACK', () => {
    const pair = new Pair({ profile: 'rfc9293' }).open();
    pair.call('A', { type: 'send', bytes: 'ping' });
    pair.wait(20);
    pair.call('B', { type: 'send', bytes: 'pong' });
    pair.wait(15);
    expect(pair.flags(3)).toEqual(['A PSH,ACK', 'B PSH,ACK']);
  });

  test('Linux: the first segments of a stream at once, and after an exchange within 40 ms', () => {
    const pair = new Pair({ profile: 'linux' }).open();
    pair.call('A', { type: 'send', bytes: 'ping' });
    pair.wait(10);
    expect(pair.flags().at(-1)).toBe('B ACK');
    pair.call('B', { type: 'send', bytes: 'pong' });
    pair.wait(20);
    pair.call('A', { type: 'send', bytes: 'ping' });
    pair.wait(30);
    expect(pair.flags().at(-1)).toBe('A PSH,ACK');
    pair.wait(25);
    expect(pair.flags().at(-1)).toBe('B ACK');
  });

  test('TCP_QUICKACK: never later', () => {
    const pair = new Pair({ profile: 'linux' }).open();
    for (let i = 0; i < 30; i += 1) {
      pair.call('A', { type: 'send', bytes: 'ping' });
      pair.wait(15);
      pair.set('B', { name: 'TCP_QUICKACK', value: true });
      pair.wait(10);
      expect(pair.flags().at(-1)).toBe('B ACK');
    }
  });
});

describe('Nagle (§3.7.4)', () => {
  const small = (profile: 'rfc9293' | 'linux', noDelay = false): number => {
    const pair = new Pair({ profile }).open();
    if (noDelay) pair.set('A', { name: 'TCP_NODELAY', value: true });
    const already = pair.sent.length;
    for (const bytes of ['a', 'b', 'c']) pair.call('A', { type: 'send', bytes });
    return pair.sent.length - already;
  };

  test('one small segment at a time', () => {
    expect(small('rfc9293')).toBe(1);
    expect(small('linux')).toBe(1);
  });

  test('TCP_NODELAY: all of them', () => {
    expect(small('rfc9293', true)).toBe(3);
  });

  test.each([
    ['rfc9293', 2],
    ['linux', 3],
  ] as const)('%s: two full segments and a rest in one call leave as %i', (profile, expected) => {
    const pair = new Pair({ profile }).open();
    const already = pair.sent.length;
    pair.call('A', { type: 'send', bytes: 'x'.repeat(2 * pair.connection('A').snd.mss + 1) });
    expect(pair.sent.length - already).toBe(expected);
  });

  test('the last small piece goes with the FIN', () => {
    const pair = new Pair({ profile: 'rfc9293' }).open();
    pair.call('A', { type: 'send', bytes: 'a' });
    pair.call('A', { type: 'send', bytes: 'b' });
    const effects = pair.call('A', { type: 'shutdown' });
    expect(effects).toMatchObject([{ segment: { text: 'b', fin: true } }]);
  });
});
