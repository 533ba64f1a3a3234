/** When leaving is an RST: unread text, text after close(), SO_LINGER, abort. */
import { describe, expect, test } from 'vitest';
import { Pair, summary } from '../harness/pair.ts';
import { reach, toward } from '../harness/reach.ts';

describe('close() with unread text is an RST (§3.6.1, RFC 2525 §2.17)', () => {
  test('six octets unread: RST at SND.NXT, no TIME-WAIT', () => {
    const pair = new Pair().open();
    pair.call('B', { type: 'send', bytes: 'unread' });
    pair.wait(50);
    expect(summary(pair.call('A', { type: 'close' }))).toEqual(['RST,ACK']);
    pair.wait(50);
    expect(pair.states).toBe('CLOSED/CLOSED');
    expect(pair.connection('B').error).toBe('ECONNRESET');
  });

  test('all read: a FIN', () => {
    const pair = new Pair().open();
    pair.call('B', { type: 'send', bytes: 'unread' });
    pair.wait(50);
    pair.call('A', { type: 'receive', count: 6 });
    expect(summary(pair.call('A', { type: 'close' }))).toEqual(['FIN,ACK']);
  });

  test('an unread FIN alone is no text', () => {
    const pair = reach('CLOSE-WAIT');
    expect(summary(pair.call('A', { type: 'close' }))).toEqual(['FIN,ACK']);
  });

  test('shutdown() does not mind', () => {
    const pair = new Pair().open();
    pair.call('B', { type: 'send', bytes: 'unread' });
    pair.wait(50);
    expect(summary(pair.call('A', { type: 'shutdown' }))).toEqual(['FIN,ACK']);
  });
});

describe('text after close() (§3.6.1, SHLD-3)', () => {
  test('the first send of the peer succeeds, its RST comes back, the next send is EPIPE or the reset', () => {
    const pair = new Pair().open();
    pair.call('A', { type: 'close' });
    pair.wait(100);
    expect(pair.call('B', { type: 'send', bytes: 'x' }).length).toBe(1);
    pair.wait(50);
    expect(pair.flags().at(-1)).toBe('A RST');
    expect(pair.states).toBe('CLOSED/CLOSED');
    expect(summary(pair.call('B', { type: 'send', bytes: 'x' }))).toEqual(['refuse EPIPE']);
  });

  test('old text again is only acknowledged', () => {
    const pair = new Pair().open();
    pair.call('B', { type: 'send', bytes: 'seen' });
    pair.wait(50);
    pair.call('A', { type: 'receive', count: 4 });
    pair.call('A', { type: 'close' });
    expect(summary(pair.inject('A', toward(pair.tcb.A, { seq: -4, text: 'seen', ack: -1 })))).toEqual(['ACK']);
    expect(pair.tcb.A.state).toBe('FIN-WAIT-1');
  });
});

describe('SO_LINGER', () => {
  test('on, 0 s: RST in place of the FIN, and nobody waits', () => {
    const pair = new Pair().open();
    pair.set('A', { name: 'SO_LINGER', value: { on: true, seconds: 0 } });
    pair.call('A', { type: 'send', bytes: 'lost' });
    expect(summary(pair.call('A', { type: 'close' }))).toEqual(['RST,ACK']);
    pair.wait(50);
    expect(pair.states).toBe('CLOSED/CLOSED');
  });

  test.each([
    { on: true, seconds: 2 },
    { on: false, seconds: 0 },
  ])('%o: a FIN; who waits for it is the host', (value) => {
    const pair = new Pair().open();
    pair.set('A', { name: 'SO_LINGER', value });
    expect(summary(pair.call('A', { type: 'close' }))).toEqual(['FIN,ACK']);
  });
});

describe('ABORT (§3.10.5)', () => {
  test.each([
    ['rfc9293', 'RST'],
    ['linux', 'RST,ACK'],
    ['freebsd', 'RST,ACK'],
  ] as const)('%s sends %s at SND.NXT', (profile, flags) => {
    const pair = reach('ESTABLISHED', { profile });
    const { nxt } = pair.connection('A').snd;
    const effects = pair.call('A', { type: 'abort' });
    expect(summary(effects)).toEqual([flags]);
    expect(effects).toMatchObject([{ segment: { seq: nxt } }]);
  });
});

describe('calls that cannot be', () => {
  test.each([
    ['CLOSED', { type: 'send', bytes: 'x' }, 'EPIPE'],
    ['CLOSED', { type: 'shutdown' }, 'ENOTCONN'],
    ['CLOSED', { type: 'abort' }, 'ENOTCONN'],
    ['LISTEN', { type: 'send', bytes: 'x' }, 'ENOTCONN'],
    ['LISTEN', { type: 'shutdown' }, 'ENOTCONN'],
    ['LISTEN', { type: 'open', mode: 'active' }, 'EISCONN'],
    ['ESTABLISHED', { type: 'open', mode: 'active' }, 'EISCONN'],
    ['ESTABLISHED', { type: 'open', mode: 'passive' }, 'EISCONN'],
    ['FIN-WAIT-2', { type: 'send', bytes: 'x' }, 'EPIPE'],
    ['LAST-ACK', { type: 'send', bytes: 'x' }, 'EPIPE'],
  ] as const)('%s: %o is %s', (state, call, error) => {
    expect(summary(reach(state).call('A', call))).toEqual([`refuse ${error}`]);
  });

  test.each(['FIN-WAIT-1', 'FIN-WAIT-2', 'CLOSING', 'LAST-ACK'] as const)(
    '%s: a second shutdown changes nothing',
    (state) => {
      const pair = reach(state);
      expect(pair.call('A', { type: 'shutdown' })).toEqual([]);
      expect(pair.tcb.A.state).toBe(state);
    },
  );
});
