/** How long FIN-WAIT-2 lasts: the measured table, tcp_fin_timeout against an orphan. */
import { describe, expect, test } from 'vitest';
import { nextDeadline, type ProfileName } from '../../src/index.ts';
import { Pair, summary } from '../harness/pair.ts';
import { reach, toward } from '../harness/reach.ts';

const S = 1_000_000;

/** Seconds from the ACK of the FIN. */
const lasts = (profile: ProfileName, finTimeout: number, linger2?: number): number => {
  const pair = reach('ESTABLISHED', { profile, sysctls: { tcp_fin_timeout: finTimeout * S } });
  if (linger2 !== undefined) pair.set('A', { name: 'TCP_LINGER2', value: linger2 * S });
  pair.call('A', { type: 'close' });
  pair.wait(100);
  const due = nextDeadline(pair.tcb.A);
  const acked = pair.sent.findLast(({ from }) => from === 'B')?.at ?? 0;
  return due === null ? Infinity : (due.at - acked - 10_000) / S;
};

describe('an orphan in FIN-WAIT-2', () => {
  test.each([
    [5, 5],
    [30, 30],
    [60, 60],
    [61, 2],
    [75, 30],
    [90, 60],
    [120, 120],
  ])('Linux, tcp_fin_timeout=%i: %i s (above 60: twice the excess)', (set, expected) => {
    expect(lasts('linux', set)).toBe(expected);
  });

  test('Linux: never less than 3.5 RTO (224 ms: 220.5, since B let its ACK wait for a tick, in whole jiffies)', () => {
    expect(lasts('linux', 0.1)).toBe(3.5 * 0.224);
  });

  test('TCP_LINGER2 replaces the sysctl', () => {
    expect(lasts('linux', 60, 3)).toBe(3);
  });

  test('the RFC knows no limit; FreeBSD waits 60 s', () => {
    expect(lasts('rfc9293', 5)).toBe(Infinity);
    expect(lasts('freebsd', 5)).toBe(60);
  });

  test('TCP_LINGER2 below 0: gone at once, with an RST', () => {
    const pair = reach('ESTABLISHED');
    pair.set('A', { name: 'TCP_LINGER2', value: -1 });
    pair.call('A', { type: 'close' });
    expect(summary(pair.inject('A', toward(pair.tcb.A)))).toEqual(['RST', 'signal closed']);
  });

  test('close() that comes after shutdown() starts the clock then', () => {
    const pair = reach('FIN-WAIT-2');
    expect(nextDeadline(pair.tcb.A)).toBeNull();
    pair.now += 5 * S;
    pair.call('A', { type: 'close' });
    expect(nextDeadline(pair.tcb.A)).toEqual({ timer: 'fin-wait-2', at: pair.now + 60 * S });
  });
});

describe('who still reads waits for ever', () => {
  test('after shutdown(SHUT_WR) FIN-WAIT-2 has no clock, and takes what comes', () => {
    const pair = reach('FIN-WAIT-2', { sysctls: { tcp_fin_timeout: 5 * S } });
    pair.wait(140_000);
    expect(pair.tcb.A.state).toBe('FIN-WAIT-2');
    pair.call('B', { type: 'send', bytes: 'late' });
    pair.wait(50);
    expect(pair.received.A).toBe('late');
  });

  test('and when the orphan is gone, the peer’s FIN meets nobody: RST', () => {
    const pair = new Pair().open();
    pair.call('A', { type: 'close' });
    pair.wait(70_000);
    expect(pair.states).toBe('CLOSED/CLOSE-WAIT');
    pair.call('B', { type: 'close' });
    pair.wait(50);
    expect(pair.flags().slice(-2)).toEqual(['B FIN,ACK', 'A RST']);
    expect(pair.states).toBe('CLOSED/CLOSED');
  });
});
