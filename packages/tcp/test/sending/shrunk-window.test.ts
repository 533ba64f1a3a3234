/** A peer takes back room that it has offered: discouraged (SHLD-14), and to be survived. §3.8.6 */
import { describe, expect, test } from 'vitest';
import type { ProfileName } from '../../src/index.ts';
import { seq } from '../../src/sequence.ts';
import { Pair } from '../harness/pair.ts';

/** A has 3,000 octets in flight when B says that only `wnd` octets from the first of them have room. */
function shrunk(profile: ProfileName, wnd: number): { pair: Pair; una: number } {
  const pair = new Pair({ profile, sysctls: { tcp_window_scaling: false, tcp_timestamps: false } }).open();
  const last = pair.sent.findLast(({ from }) => from === 'B')!.segment;
  pair.call('A', { type: 'send', bytes: 'x'.repeat(3_000) });
  pair.lose();
  const { una } = pair.connection('A').snd;
  pair.inject('A', { ...last, syn: false, seq: pair.connection('A').rcv.nxt, ack: una, wnd, options: {} });
  return { pair, una };
}

describe.each<ProfileName>(['rfc9293', 'linux', 'freebsd'])('%s', (profile) => {
  test('nothing new goes out beyond the new edge (MUST-34, SHLD-15)', () => {
    const { pair } = shrunk(profile, 1_000);
    const already = pair.sent.length;
    pair.call('A', { type: 'send', bytes: 'y'.repeat(500) });
    expect(pair.sent.length).toBe(already);
  });

  test('shrunk to nothing, it is probed, and the connection stays (MUST-35, SHLD-17)', () => {
    const { pair } = shrunk(profile, 0);
    const already = pair.sent.length;
    pair.wait(30_000);
    expect(pair.sent.slice(already).some(({ from }) => from === 'A')).toBe(true);
    expect(pair.tcb.A.state).toBe('ESTABLISHED');
  });

  test('what is inside the new edge is sent again by its clock, and all of it arrives (SHLD-16)', () => {
    const { pair, una } = shrunk(profile, 1_000);
    const already = pair.sent.length;
    pair.wait(60_000);
    const again = pair.sent.slice(already).filter(({ from, segment }) => from === 'A' && segment.text.length > 0);
    expect(again[0]?.segment.seq).toBe(seq(una));
    expect(pair.received.B.length).toBe(3_000);
  });
});

test.each<ProfileName>(['rfc9293', 'linux'])(
  '%s: into a window that is closed the first probe goes after one RTO (SHLD-29)',
  (profile) => {
    const pair = new Pair({ profile, tcb: { receiveBuffer: 1_000, windowScale: 0 } }).open();
    pair.call('A', { type: 'send', bytes: 'x'.repeat(1_000) });
    pair.wait(10_000);
    expect(pair.connection('A').snd.wnd).toBe(0);
    const already = pair.sent.length;
    pair.call('A', { type: 'send', bytes: 'more' });
    expect(pair.sent.length).toBe(already);
    const { timers, snd } = pair.connection('A');
    const late = (timers.persist ?? 0) - (pair.now + snd.rto);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(profile === 'linux' ? snd.rto / 7 : 1);
  },
);
