/** What the two SYNs settle: MSS, window scale, SACK, timestamps; and what timestamps then protect. */
import { describe, expect, test } from 'vitest';
import { NO_OPTIONS, seq, type SegmentOptions } from '../../src/index.ts';
import { Pair, summary } from '../harness/pair.ts';
import { reach, toward } from '../harness/reach.ts';

/** A's connection when the peer's SYN,ACK carried these options. */
const opened = (options: SegmentOptions, sysctls = {}): Pair => {
  const pair = reach('SYN-SENT', { sysctls });
  pair.inject('A', toward(pair.tcb.A, { syn: true, wnd: 65_535, options }));
  return pair;
};

describe('MSS (§3.7.1)', () => {
  test.each([
    ['the smaller of both, less the timestamps', { mss: 1000, timestamps: { val: 1, ecr: 0 } }, 988],
    ['ours is smaller', { mss: 9000 }, 1460],
    ['none offered: 536 (MUST-15)', NO_OPTIONS, 536],
  ])('%s', (_, options, expected) => {
    const pair = opened(options);
    pair.call('A', { type: 'send', bytes: 'x'.repeat(20_000) });
    expect(pair.connection('A').snd.mss).toBe(expected);
    expect(pair.sent.at(-1)?.segment.text.length).toBe(expected);
  });

  test('none offered over IPv6: 1220 (MUST-15)', () => {
    const pair = new Pair({ tcb: { defaultMss: 1220 } });
    pair.call('A', { type: 'open', mode: 'active' });
    pair.inject('A', toward(pair.tcb.A, { syn: true, wnd: 65_535, options: NO_OPTIONS }));
    expect(pair.connection('A').snd.mss).toBe(1220);
  });

  test('no segment is ever longer', () => {
    const pair = new Pair({ tcb: { mss: 600 } }).open();
    pair.call('A', { type: 'send', bytes: 'x'.repeat(10_000) });
    pair.wait(500);
    expect(pair.received.B.length).toBe(10_000);
    expect(Math.max(...pair.sent.map(({ segment }) => segment.text.length))).toBe(588);
  });
});

describe('window scale (RFC 7323 §2)', () => {
  test('both offer: every window but those of the SYNs is shifted', () => {
    const pair = opened({ windowScale: 3 });
    pair.inject('A', toward(pair.tcb.A, { wnd: 1000 }));
    expect(pair.connection('A').snd.wnd).toBe(8000);
  });

  test('the window of the SYN,ACK itself is not', () => {
    expect(opened({ windowScale: 3 }).connection('A').snd.wnd).toBe(65_535);
  });

  test('only we offer: nothing is shifted, either way', () => {
    const pair = opened(NO_OPTIONS);
    pair.inject('A', toward(pair.tcb.A, { wnd: 1000 }));
    expect(pair.connection('A').snd.wnd).toBe(1000);
    expect(pair.connection('A').rcv.windowShift).toBe(0);
  });

  test('more than 14 is taken as 14 (§2.3)', () => {
    expect(opened({ windowScale: 200 }).connection('A').snd.windowShift).toBe(14);
  });

  test('a large buffer is advertised whole', () => {
    const pair = new Pair({ tcb: { receiveBuffer: 1_000_000 } }).open();
    pair.call('A', { type: 'send', bytes: 'x'.repeat(3000) });
    pair.wait(100);
    pair.call('B', { type: 'receive', count: 3000 });
    const { snd } = pair.connection('A');
    expect(snd.wnd).toBeGreaterThan(900_000);
  });
});

describe('sysctls turn options off', () => {
  test.each([
    ['tcp_timestamps', 'timestamps'],
    ['tcp_sack', 'sackPermitted'],
    ['tcp_window_scaling', 'windowScale'],
  ] as const)('%s=0: no %s in the SYN', (sysctl, option) => {
    const pair = reach('SYN-SENT', { sysctls: { [sysctl]: false } });
    expect(Object.keys(pair.sent[0]?.segment.options ?? {})).not.toContain(option);
    expect(Object.keys(reach('SYN-SENT').sent[0]?.segment.options ?? {})).toContain(option);
  });
});

describe('timestamps (RFC 7323 §3, §5)', () => {
  const stamped = (val: number): SegmentOptions => ({ timestamps: { val: seq(val), ecr: 0 } });

  test('every segment echoes the newest stamp that came in order', () => {
    const pair = opened(stamped(500));
    pair.inject('A', toward(pair.tcb.A, { text: 'x', options: stamped(510) }));
    pair.call('A', { type: 'send', bytes: 'y' });
    expect(pair.sent.at(-1)?.segment.options.timestamps?.ecr).toBe(510);
  });

  test('a stamp from beyond a hole is not echoed (§4.3)', () => {
    const pair = opened(stamped(500));
    pair.inject('A', toward(pair.tcb.A, { seq: 10, text: 'x', options: stamped(520) }));
    expect(pair.sent.at(-1)?.segment.options.timestamps?.ecr).toBe(500);
  });

  test('PAWS: a stale segment is answered and dropped; a stale RST is not protected against (§5.3, R1)', () => {
    const pair = opened(stamped(500));
    expect(summary(pair.inject('A', toward(pair.tcb.A, { text: 'old', options: stamped(499) })))).toEqual(['ACK']);
    expect(pair.received.A).toBe('');
    pair.inject('A', toward(pair.tcb.A, { rst: true, options: stamped(1) }));
    expect(pair.tcb.A.state).toBe('CLOSED');
  });

  test('PAWS holds across the wrap of the clock, and lets go after 24 days (§5.5)', () => {
    const pair = opened(stamped(0xffff_fffe));
    pair.inject('A', toward(pair.tcb.A, { text: 'a', options: stamped(3) }));
    expect(pair.received.A).toBe('a');
    pair.now += 25 * 86_400 * 1_000_000;
    pair.inject('A', toward(pair.tcb.A, { text: 'b', options: stamped(1) }));
    expect(pair.received.A).toBe('ab');
  });
});
