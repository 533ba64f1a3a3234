import { describe, expect, test } from 'vitest';
import { Pair, summary } from '../harness/pair.ts';

describe('opening', () => {
  test('three segments open a connection (§3.5, figure 6)', () => {
    const pair = new Pair().open();
    expect(pair.states).toBe('ESTABLISHED/ESTABLISHED');
    expect(pair.flags()).toEqual(['A SYN', 'B SYN,ACK', 'A ACK']);
    expect(pair.told).toEqual(['A signal established', 'B signal established']);
  });
});

describe('closing', () => {
  test('B closes later: four segments, and A waits 2 MSL (§3.6, figure 12)', () => {
    const pair = new Pair().open();
    const before = pair.sent.length;
    pair.call('A', { type: 'close' });
    pair.wait(100);
    expect(pair.states).toBe('FIN-WAIT-2/CLOSE-WAIT');
    pair.call('B', { type: 'close' });
    pair.wait(100);
    expect(pair.states).toBe('TIME-WAIT/CLOSED');
    expect(pair.flags(before)).toEqual(['A FIN,ACK', 'B ACK', 'B FIN,ACK', 'A ACK']);
    pair.wait(60_000);
    expect(pair.states).toBe('CLOSED/CLOSED');
  });

  test('B closes before its ACK must go: three segments (§3.6)', () => {
    const pair = new Pair().open();
    const before = pair.sent.length;
    pair.call('A', { type: 'close' });
    pair.wait(12);
    pair.call('B', { type: 'close' });
    pair.wait(100);
    expect(pair.states).toBe('TIME-WAIT/CLOSED');
    expect(pair.flags(before)).toEqual(['A FIN,ACK', 'B FIN,ACK', 'A ACK']);
    expect(pair.path.A).toEqual(['CLOSED', 'SYN-SENT', 'ESTABLISHED', 'FIN-WAIT-1', 'TIME-WAIT']);
  });

  test('both close at once: CLOSING, and both wait (§3.6, figure 13)', () => {
    const pair = new Pair().open();
    const before = pair.sent.length;
    pair.call('A', { type: 'close' });
    pair.call('B', { type: 'close' });
    pair.wait(15);
    expect(pair.states).toBe('CLOSING/CLOSING');
    pair.wait(15);
    expect(pair.states).toBe('TIME-WAIT/TIME-WAIT');
    expect(pair.flags(before)).toEqual(['A FIN,ACK', 'B FIN,ACK', 'B ACK', 'A ACK']);
  });
});

describe('by profile', () => {
  test.each([
    ['rfc9293', ['A FIN,ACK', 'B ACK', 'B FIN,ACK', 'A ACK']],
    ['freebsd', ['A FIN,ACK', 'B ACK', 'B FIN,ACK', 'A ACK']],
    ['linux', ['A FIN,ACK', 'B FIN,ACK', 'A ACK']],
  ] as const)('%s: B closes 2 ms after the FIN came (the ACK of a FIN may wait under Linux)', (profile, expected) => {
    const pair = new Pair({ profile }).open();
    pair.call('A', { type: 'close' });
    pair.wait(12);
    pair.call('B', { type: 'close' });
    pair.wait(100);
    expect(pair.flags(3)).toEqual(expected);
    expect(pair.states).toBe('TIME-WAIT/CLOSED');
  });

  test.each([
    ['one exchange', 35, 3],
    ['one exchange', 45, 4],
    ['text one way, ACKed at once', 35, 3],
    ['text one way, ACKed at once', 45, 4],
    ['no text', 3, 3],
    ['no text', 5, 4],
  ])(
    'linux, after %s: B closes %i ms after the FIN came: %i segments (measured: 40 ms, a tick without text)',
    (...row) => {
      const [before, ms, segments] = row;
      const pair = new Pair({ profile: 'linux' }).open();
      if (before !== 'no text') pair.call('A', { type: 'send', bytes: 'hi' });
      pair.wait(10);
      if (before === 'one exchange') pair.call('B', { type: 'send', bytes: 'yo' });
      pair.call('B', { type: 'receive', count: 2 });
      pair.wait(200);
      pair.call('A', { type: 'receive', count: 2 });
      const closing = pair.sent.length;
      pair.call('A', { type: 'close' });
      pair.wait(10 + ms);
      pair.call('B', { type: 'close' });
      pair.wait(100);
      expect(pair.flags(closing).length).toBe(segments);
    },
  );

  test('linux: text and FIN in one segment are ACKed together, after 40 ms', () => {
    const pair = new Pair({ profile: 'linux' }).open();
    const fin = { ...pair.sent.at(-1)!.segment, fin: true, psh: true, text: 'bye' };
    expect(summary(pair.inject('B', fin))).toEqual(['deliver bye', 'signal peer-closed']);
    expect(pair.connection('B').timers['delayed-ack']).toBe(pair.now + 40_000);
  });

  test.each([
    ['rfc9293', 'A ACK'],
    ['linux', 'A ACK'],
    ['freebsd', 'A FIN,ACK'],
  ] as const)('A2, %s: a FIN in FIN-WAIT-1 is answered with %s', (profile, expected) => {
    const pair = new Pair({ profile }).open();
    pair.call('A', { type: 'close' });
    pair.call('B', { type: 'close' });
    pair.wait(10);
    expect(pair.flags(3)).toContain(expected);
    expect(
      pair
        .flags()
        .filter((line) => line.startsWith('A'))
        .at(-1),
    ).toBe(expected);
    pair.wait(100);
    expect(pair.states).toBe('TIME-WAIT/TIME-WAIT');
  });
});

describe('data', () => {
  test('a request and its answer arrive whole, and so does what follows a half-close (§3.6)', () => {
    const pair = new Pair().open();
    pair.call('A', { type: 'send', bytes: 'request' });
    pair.call('A', { type: 'shutdown' });
    pair.wait(70);
    expect(pair.received.B).toBe('request');
    expect(pair.states).toBe('FIN-WAIT-2/CLOSE-WAIT');
    const answer = 'x'.repeat(100_000);
    pair.call('B', { type: 'receive', count: 7 });
    pair.call('B', { type: 'send', bytes: answer });
    pair.call('B', { type: 'close' });
    for (let i = 0; i < 50; i += 1) {
      pair.wait(10);
      pair.call('A', { type: 'receive', count: 1_000_000 });
    }
    expect(pair.received.A).toBe(answer);
    expect(pair.states).toBe('TIME-WAIT/CLOSED');
  });

  test.each([1, 2, 3, 5, 7])('every %ith segment is lost, and nothing is missing (RFC 6298)', (n) => {
    const pair = new Pair({ lose: (_, nth) => n > 1 && nth % n === 0 }).open();
    pair.wait(10_000);
    const text = Array.from({ length: 30_000 }, (_, i) => String.fromCharCode(i % 251)).join('');
    pair.call('A', { type: 'send', bytes: text });
    pair.call('A', { type: 'shutdown' });
    for (let i = 0; i < 400; i += 1) {
      pair.wait(100);
      pair.call('B', { type: 'receive', count: 1_000_000 });
    }
    expect(pair.received.B).toBe(text);
    pair.call('B', { type: 'close' });
    pair.wait(200_000);
    expect(pair.tcb.B.state).toBe('CLOSED');
  });
});
