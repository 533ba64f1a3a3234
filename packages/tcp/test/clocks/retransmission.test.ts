/** Times of what is sent into silence, in milliseconds from the first transmission. */
import { describe, expect, test } from 'vitest';
import { nextDeadline, PROFILES, type Profile, type ProfileName, type Sysctls } from '../../src/index.ts';
import type { Pair, PairOptions } from '../harness/pair.ts';
import { reach, toward } from '../harness/reach.ts';

/** Linux without its jiffies: clocks that fire exactly when they are due, so that the sums can be read. */
const EXACT: Profile = { ...PROFILES.linux, jiffy: null };

/** A is alone: every clock of it fires, nothing arrives. Answers when each segment left, and when A gave up. */
function alone(pair: Pair): { sent: number[]; over: number } {
  const already = pair.sent.length;
  const start = pair.now;
  for (;;) {
    pair.lose();
    const due = nextDeadline(pair.tcb.A);
    if (due === null) break;
    pair.now = due.at;
    pair.step('A', { type: 'timeout', timer: due.timer });
  }
  return { sent: pair.sent.slice(already).map(({ at }) => (at - start) / 1_000), over: (pair.now - start) / 1_000 };
}

const silentSyn = (profile: ProfileName | Profile, sysctls: Partial<Sysctls> = {}) =>
  alone(reach('SYN-SENT', { profile, sysctls }));

describe('a SYN into silence', () => {
  test('Linux: five at one interval, then doubling; given up after 131 s (ip-sysctl)', () => {
    const { sent, over } = silentSyn(EXACT);
    expect(sent).toEqual([1, 2, 3, 4, 5, 7, 11, 19, 35, 67].map((s) => s * 1000));
    expect(over).toBe(131_000);
  });

  test('Linux before 6.5, tcp_syn_linear_timeouts=0: 1, 3, 7, 15, 31, 63, and 127 s', () => {
    const { sent, over } = silentSyn(EXACT, { tcp_syn_linear_timeouts: 0 });
    expect(sent).toEqual([1, 3, 7, 15, 31, 63].map((s) => s * 1000));
    expect(over).toBe(127_000);
  });

  test('tcp_syn_retries=2', () => {
    expect(silentSyn('linux', { tcp_syn_linear_timeouts: 0, tcp_syn_retries: 2 }).sent.length).toBe(2);
  });

  test.each([
    [1, 2, 3],
    [2, 5, 7],
    [3, 7, 19],
  ])(
    'Linux, tcp_syn_retries=%i with linear timeouts: %i more SYNs, over at %i s (measured)',
    (retries, more, seconds) => {
      const { sent, over } = silentSyn(EXACT, { tcp_syn_retries: retries });
      expect(sent.length).toBe(more);
      expect(over).toBe(seconds * 1000);
    },
  );

  test('FreeBSD: 1 s, then twice as long and 200 ms (rexmit_slop), twelve times', () => {
    const { sent } = silentSyn('freebsd');
    const waits = sent.map((at, i) => at - (sent[i - 1] ?? 0));
    expect(waits.slice(0, 7)).toEqual([1_000, 2_200, 4_200, 8_200, 16_200, 32_200, 64_000]);
    expect(sent.length).toBe(12);
  });

  test('RFC 9293: at least three minutes (MUST-23)', () => {
    expect(silentSyn('rfc9293').over).toBeGreaterThanOrEqual(180_000);
  });

  test('a SYN,ACK: tcp_synack_retries', () => {
    const { sent, over } = alone(reach('SYN-RECEIVED', { profile: EXACT }));
    expect(sent.map(Math.round)).toEqual([995, 2995, 6995, 14_995, 30_995]); // the SYN,ACK left 5 ms before
    expect(over).toBe(62_995);
  });

  test('the application hears ETIMEDOUT', () => {
    const pair = reach('SYN-SENT');
    alone(pair);
    expect(pair.told).toEqual(['A signal timed-out']);
    expect(pair.connection('A').error).toBe('ETIMEDOUT');
  });
});

describe('RTO (RFC 6298)', () => {
  const rto = (profile: ProfileName): number => reach('ESTABLISHED', { profile }).connection('A').snd.rto / 1_000;

  test('§2.2: the first measurement, R = 20 ms: SRTT + max(4 × R/2, minimum); Linux adds its minimum to SRTT', () => {
    expect([rto('rfc9293'), rto('linux'), rto('freebsd')]).toEqual([1000, 220, 60]);
  });

  test('§2.3: the next, R = 60 ms: RTTVAR ← 3/4, SRTT ← 7/8', () => {
    const pair = reach('ESTABLISHED', { profile: 'linux' });
    pair.call('A', { type: 'send', bytes: 'x' });
    pair.lose();
    pair.now += 60_000;
    pair.inject('A', toward(pair.tcb.A));
    const { srtt, rttvar } = pair.connection('A').snd;
    expect({ srtt, rttvar }).toEqual({ srtt: 25_000, rttvar: (3 * 10_000 + 40_000) / 4 });
  });

  test('§3, Karn: what was sent twice measures nothing; without timestamps the backed-off RTO stays', () => {
    const pair = reach('ESTABLISHED', { profile: 'rfc9293', sysctls: { tcp_timestamps: false } });
    const { srtt, rto: before } = pair.connection('A').snd;
    pair.call('A', { type: 'send', bytes: 'x' });
    pair.lose();
    pair.wait(before / 1_000);
    pair.lose();
    pair.inject('A', toward(pair.tcb.A));
    expect(pair.connection('A').snd).toMatchObject({ srtt, rto: 2 * before, retransmissions: 0 });
  });

  test('RFC 7323 §4.1: with timestamps it measures even so', () => {
    const pair = reach('ESTABLISHED');
    pair.call('A', { type: 'send', bytes: 'x' });
    pair.lose();
    pair.wait(300);
    expect(pair.connection('A').snd.srtt).toBeLessThan(30_000);
    expect(pair.connection('A').snd.rto).toBeLessThan(300_000);
  });

  test('§5.7: after a repeated SYN without measurement RTO is 3 s', () => {
    const pair = reach('SYN-SENT', { profile: EXACT, sysctls: { tcp_timestamps: false } });
    pair.lose();
    pair.wait(1_001);
    pair.lose();
    pair.inject('A', toward(pair.tcb.A, { syn: true }));
    expect(pair.connection('A').snd.rto).toBe(3_000_000);
  });

  test('§5.1–5.3: the clock starts with the first octet out, restarts with each ACK of something new, stops with the last', () => {
    const pair = reach('ESTABLISHED', { profile: 'rfc9293', sysctls: { tcp_timestamps: false } });
    const clock = () => pair.connection('A').timers.retransmission;
    expect(clock()).toBeNull();
    pair.set('A', { name: 'TCP_NODELAY', value: true });
    pair.call('A', { type: 'send', bytes: 'ab' });
    const first = clock();
    pair.now += 10_000;
    pair.call('A', { type: 'send', bytes: 'cd' });
    expect(clock()).toBe(first);
    pair.lose();
    pair.inject('A', toward(pair.tcb.A, { ack: -2 }));
    expect(clock()).toBe(pair.now + pair.connection('A').snd.rto);
    pair.inject('A', toward(pair.tcb.A));
    expect(clock()).toBeNull();
  });
});

describe('jiffies and the timer wheel (Linux, HZ=250)', () => {
  const gaps = ({ sent, over }: { sent: number[]; over: number }) =>
    [...sent, over].map((at, index, all) => at - (all[index - 1] ?? 0));

  test('an RTO is a whole number of jiffies', () => {
    expect(reach('ESTABLISHED', { profile: 'linux', delay: 10 }).connection('A').snd.rto).toBe(204_000);
  });

  test('the FIN of kernel capture j3: 51 jiffies of RTO, and what the slots of the wheel make of them', () => {
    const pair = reach('CLOSE-WAIT', { profile: 'linux', delay: 10 });
    pair.now = 308_000;
    pair.call('A', { type: 'close' });
    // Measured: 208, 208, 416, 832, 1664, 3328, 6656, 13,312, 26,880 ms, and gone 53 s later. Where a slot of the wheel
    // ends depends on when the machine was started, so a wait may differ by one slot.
    const measured = [208, 208, 416, 832, 1664, 3328, 6656, 13_312, 26_880, 53_000];
    for (const [index, gap] of gaps(alone(pair)).entries()) {
      const rto = 204 * 2 ** Math.max(0, index - 1);
      expect(gap).toBeGreaterThan(rto);
      expect(gap).toBeLessThanOrEqual(rto * 1.13 + 4);
      expect(Math.abs(gap - measured[index]!)).toBeLessThanOrEqual(0.13 * rto);
    }
  });

  test('a SYN: 250 jiffies wait for the end of the slot', () => {
    expect(gaps(silentSyn('linux')).slice(0, 5)).toEqual([1024, 1024, 1024, 1024, 1024]);
  });
});

describe('tail loss probe (RFC 8985 §7)', () => {
  const probing = (text: string, options: PairOptions = {}): Pair => {
    const pair = reach('ESTABLISHED', { profile: EXACT, ...options });
    pair.set('A', { name: 'TCP_NODELAY', value: true });
    for (const bytes of text) pair.call('A', { type: 'send', bytes });
    return pair;
  };

  test('one segment out: two round trips and 200 ms for a delayed ACK, but no later than RTO; then RTO, not doubled', () => {
    const { sent } = alone(probing('x'));
    expect(sent.slice(0, 4)).toEqual([220, 440, 880, 1760]);
  });

  test('two out: two round trips and two jiffies, and the last one goes again', () => {
    const pair = probing('xy', { profile: 'linux' });
    const first = pair.sent.length;
    const { sent } = alone(pair);
    expect(sent[0]).toBe(50); // 40 and two jiffies, to the end of the next one
    expect(pair.sent[first]?.segment.text).toBe('y');
    expect(pair.sent[first + 1]?.segment.text).toBe('xy');
  });

  test('what has not been sent goes first, window permitting, whatever Nagle says', () => {
    const pair = reach('ESTABLISHED', { profile: { ...EXACT, nagle: 'anything in flight' } });
    pair.call('A', { type: 'send', bytes: 'a' });
    pair.call('A', { type: 'send', bytes: 'b' });
    const first = pair.sent.length;
    alone(pair);
    expect(pair.sent[first]?.segment.text).toBe('b');
  });

  test('an ACK of the probe ends it, and the window has not collapsed', () => {
    const pair = probing('x');
    const { cwnd } = pair.connection('A').snd;
    pair.lose();
    pair.wait(250);
    expect(pair.connection('A').snd).toMatchObject({ probed: null, retransmissions: 0 });
    expect(pair.connection('A').snd.cwnd).toBeGreaterThanOrEqual(cwnd);
  });

  test.each<[string, PairOptions]>([
    ['not without SACK', { sysctls: { tcp_sack: false } }],
    ['not under RFC 9293', { profile: 'rfc9293' }],
  ])('%s', (_, options) => {
    const { sent } = alone(probing('x', options));
    expect(sent[1]).toBe(3 * (sent[0] ?? 0));
  });
});

describe('the last ACK is lost for ever: LAST-ACK', () => {
  /** RTO is 220 ms after a handshake of 20 ms. The first is a tail loss probe; the others double. */
  const ladder = [220, 440, 880, 1760, 3520, 7040, 14_080, 28_160, 56_320];

  test('Linux, orphan: a probe and eight retransmissions, gone when the ninth is due (tcp_orphan_retries=0 means 8)', () => {
    const pair = reach('CLOSE-WAIT', { profile: EXACT });
    pair.call('A', { type: 'close' });
    const { sent, over } = alone(pair);
    expect(sent).toEqual(ladder);
    expect(over).toBe(112_640);
    expect(pair.tcb.A.state).toBe('CLOSED');
  });

  test('Linux, orphan, tcp_orphan_retries=1: 600 ms, counted from the first retransmission, let a second one out', () => {
    const pair = reach('CLOSE-WAIT', { profile: EXACT, sysctls: { tcp_orphan_retries: 1, tcp_sack: false } });
    pair.call('A', { type: 'close' });
    expect(alone(pair)).toEqual({ sent: [220, 660], over: 1540 });
  });

  test('Linux, tcp_retries2=3: an RTO of 212 ms misses the 3 s by 32 ms on an exact clock, not on the wheel (measured: the fourth timeout)', () => {
    const over = (profile: Profile | ProfileName) => {
      const pair = reach('ESTABLISHED', { profile, delay: 6_000, sysctls: { tcp_retries2: 3, tcp_sack: false } });
      expect(pair.connection('A').snd.rto).toBe(212_000);
      pair.call('A', { type: 'send', bytes: 'x' });
      return alone(pair).sent.length;
    };
    expect([over(EXACT), over('linux')]).toEqual([4, 3]);
  });

  test('Linux, not an orphan: tcp_retries2=15, some 15 minutes', () => {
    const pair = reach('LAST-ACK', { profile: EXACT });
    const { sent, over } = alone(pair);
    expect(sent.slice(0, 8)).toEqual(ladder.slice(0, 8));
    expect(over).toBeGreaterThan(924_600);
    expect(over).toBeLessThan(924_600 + 120_000);
  });

  test.each<[ProfileName, number, number]>([
    ['rfc9293', 100_000, 170_000],
    ['freebsd', 10_000, 400_000],
  ])('%s gives up after %i to %i ms (MUST-20, SHLD-11)', (profile, least, most) => {
    const { over } = alone(reach('LAST-ACK', { profile }));
    expect(over).toBeGreaterThanOrEqual(least);
    expect(over).toBeLessThanOrEqual(most);
  });

  test('every retransmission is the same FIN with the same number', () => {
    const pair = reach('LAST-ACK');
    const already = pair.sent.length;
    alone(pair);
    const fins = pair.sent.slice(already).map(({ segment }) => [segment.fin, segment.seq]);
    expect(new Set(fins.map(String)).size).toBe(1);
  });
});

describe('TCP_USER_TIMEOUT (RFC 5482, tcp(7))', () => {
  test('counts from the oldest octet without ACK', () => {
    const pair = reach('ESTABLISHED');
    pair.set('A', { name: 'TCP_USER_TIMEOUT', value: 4_000_000 });
    pair.call('A', { type: 'send', bytes: 'x' });
    expect(alone(pair).over).toBe(4000);
    expect(pair.connection('A').error).toBe('ETIMEDOUT');
  });

  test('an ACK of something new begins it anew; nothing outstanding stops it', () => {
    const pair = reach('ESTABLISHED');
    pair.set('A', { name: 'TCP_USER_TIMEOUT', value: 4_000_000 });
    pair.call('A', { type: 'send', bytes: 'x' });
    pair.wait(1000);
    expect(pair.connection('A').timers.user).toBeNull();
    pair.wait(10_000);
    expect(pair.tcb.A.state).toBe('ESTABLISHED');
  });

  test('it holds for a connect too, and for octets that wait for the window', () => {
    const connecting = reach('CLOSED');
    connecting.set('A', { name: 'TCP_USER_TIMEOUT', value: 2_500_000 });
    connecting.call('A', { type: 'open', mode: 'active' });
    expect(alone(connecting).over).toBe(2500);
    const waiting = reach('ESTABLISHED');
    waiting.set('A', { name: 'TCP_USER_TIMEOUT', value: 2_500_000 });
    waiting.inject('A', toward(waiting.tcb.A, { wnd: 0 }));
    waiting.call('A', { type: 'send', bytes: 'x' });
    expect(alone(waiting).over).toBe(2500);
  });
});
