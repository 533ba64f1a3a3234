import { describe, expect, test } from 'vitest';
import type { ProfileName } from '../../src/index.ts';
import { Pair } from '../harness/pair.ts';

describe.each<ProfileName>(['rfc9293', 'linux', 'freebsd'])('%s', (profile) => {
  test('every SYN says its MSS (SHLD-5, MAY-3), and no other segment does (MUST-65)', () => {
    const pair = new Pair({ profile }).open();
    pair.call('A', { type: 'send', bytes: 'x'.repeat(5_000) });
    pair.call('A', { type: 'close' });
    pair.wait(1_000);
    pair.call('B', { type: 'receive', count: 5_000 });
    pair.call('B', { type: 'close' });
    pair.wait(1_000);
    expect(pair.sent.length).toBeGreaterThan(8);
    for (const { segment } of pair.sent) expect(segment.options.mss !== undefined).toBe(segment.syn);
  });

  test('an RST may carry text, and counts all the same (SHLD-2)', () => {
    const pair = new Pair({ profile }).open();
    const { nxt } = pair.connection('B').rcv;
    const last = pair.sent.at(-1)!.segment;
    pair.inject('B', { ...last, seq: nxt, rst: true, text: 'why', psh: false });
    expect(pair.tcb.B.state).toBe('CLOSED');
    expect(pair.received.B).toBe('');
  });
});
