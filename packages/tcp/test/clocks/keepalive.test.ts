/** §3.8.4; the figures of the measured runs are those with IDLE 2, INTVL 1, CNT 3. */
import { describe, expect, test } from 'vitest';
import { add, nextDeadline } from '../../src/index.ts';
import type { Pair } from '../harness/pair.ts';
import { reach, toward } from '../harness/reach.ts';

const S = 1_000_000;

function watched(options: { idle?: number; intvl?: number; cnt?: number; userTimeout?: number } = {}): Pair {
  const pair = reach('ESTABLISHED');
  pair.set('A', { name: 'TCP_KEEPIDLE', value: (options.idle ?? 2) * S });
  pair.set('A', { name: 'TCP_KEEPINTVL', value: (options.intvl ?? 1) * S });
  pair.set('A', { name: 'TCP_KEEPCNT', value: options.cnt ?? 3 });
  if (options.userTimeout !== undefined) pair.set('A', { name: 'TCP_USER_TIMEOUT', value: options.userTimeout * S });
  pair.set('A', { name: 'SO_KEEPALIVE', value: true });
  return pair;
}

/** Seconds from the last that A heard to its end; every segment is lost. */
function death(pair: Pair): number {
  const { heardAt } = pair.connection('A').rcv;
  for (let i = 0; i < 10_000 && pair.tcb.A.state !== 'CLOSED'; i += 1) {
    const due = nextDeadline(pair.tcb.A);
    if (due === null) return Infinity;
    pair.now = due.at;
    pair.step('A', { type: 'timeout', timer: due.timer });
    pair.lose();
  }
  return (pair.now - heardAt) / S;
}

describe('keepalive', () => {
  test('off unless asked for (MUST-25)', () => {
    expect(nextDeadline(reach('ESTABLISHED').tcb.A)).toBeNull();
  });

  test('a probe is SEQ = SND.NXT − 1 without text, and is answered', () => {
    const pair = watched();
    const already = pair.sent.length;
    pair.wait(2100);
    const [probe, answer] = pair.sent.slice(already);
    expect(probe?.segment).toMatchObject({ seq: add(pair.connection('A').snd.nxt, -1), text: '' });
    expect(answer?.from).toBe('B');
    pair.wait(60_000);
    expect(pair.tcb.A.state).toBe('ESTABLISHED');
  });

  test('dead peer: IDLE + CNT × INTVL, an RST, ETIMEDOUT', () => {
    const pair = watched();
    expect(death(pair)).toBe(5);
    expect(pair.flags().at(-1)).toBe('A RST,ACK');
    expect(pair.connection('A').error).toBe('ETIMEDOUT');
  });

  test('an interval of 0, as the sysctl may say: probes follow each other tick by tick, and time does not stand still', () => {
    const pair = reach('ESTABLISHED', { sysctls: { tcp_keepalive_time: 2 * S, tcp_keepalive_intvl: 0 } });
    pair.set('A', { name: 'SO_KEEPALIVE', value: true });
    expect(death(pair)).toBeCloseTo(2 + 9 * 0.004, 6);
  });

  test('the defaults: 7200 + 9 × 75 = 7875 s (MUST-28)', () => {
    const pair = reach('ESTABLISHED');
    pair.set('A', { name: 'SO_KEEPALIVE', value: true });
    expect(death(pair)).toBe(7875);
  });

  test('what Node sets with setKeepAlive(true, 60000): 60 + 10 × 1 s', () => {
    expect(death(watched({ idle: 60, intvl: 1, cnt: 10 }))).toBe(70);
  });

  test('a peer that forgot: probe, RST, ECONNRESET', () => {
    const pair = watched();
    pair.tcb.B = reach('CLOSED').tcb.A;
    pair.wait(3000);
    expect(pair.connection('A').error).toBe('ECONNRESET');
  });

  test('silent while data is unacknowledged (MUST-26): that has its own clock', () => {
    const pair = watched();
    pair.call('A', { type: 'send', bytes: 'x' });
    expect(death(pair)).toBeGreaterThan(900);
  });

  test('whatever arrives begins the idle time anew', () => {
    const pair = watched();
    for (let i = 0; i < 6; i += 1) {
      pair.wait(1500);
      pair.inject('A', toward(pair.tcb.A));
    }
    expect(pair.flags(3)).toEqual([]);
  });

  test.each([
    [2, 1, 1, 9, 3],
    [2, 3, 4, 9, 5],
    [2, 3, 9, 2, 11],
  ])(
    'idle %i, intvl %i, TCP_USER_TIMEOUT %i, count %i: dead after %i s, whatever the count (measured)',
    (idle, intvl, userTimeout, cnt, expected) => {
      expect(death(watched({ idle, intvl, userTimeout, cnt }))).toBe(expected);
    },
  );

  test('switched on late, it counts from what was last heard; switched off, it stops', () => {
    const pair = reach('ESTABLISHED');
    pair.set('A', { name: 'TCP_KEEPIDLE', value: 10 * S });
    pair.now += 30 * S;
    pair.set('A', { name: 'SO_KEEPALIVE', value: true });
    expect(nextDeadline(pair.tcb.A)).toEqual({ timer: 'keepalive', at: pair.now });
    pair.set('A', { name: 'SO_KEEPALIVE', value: false });
    expect(nextDeadline(pair.tcb.A)).toBeNull();
  });
});
