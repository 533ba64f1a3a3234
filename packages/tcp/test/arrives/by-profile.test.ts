/** Segments out of place that Linux 6.18 was measured to answer otherwise than the RFC reads: a flag each. */
import { describe, expect, test } from 'vitest';
import { add, type ProfileName, type State } from '../../src/index.ts';
import { summary, type Pair } from '../harness/pair.ts';
import { reach, toward, type Part } from '../harness/reach.ts';

/** What A answers in that state, and where it stands then. */
function answered(profile: ProfileName, state: State, part: Part, before?: (pair: Pair) => void): string {
  const pair = reach(state, { profile });
  before?.(pair);
  const answer = summary(pair.inject('A', toward(pair.tcb.A, part)));
  return [...answer, pair.tcb.A.state].join(', ');
}

describe('dropsWithoutAckFirst: a FIN without ACK outside the window', () => {
  const states = ['ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2', 'CLOSE-WAIT', 'CLOSING', 'LAST-ACK'] as const;
  test.each(states.flatMap((state) => [-1, 100_000].map((seq) => [state, seq] as const)))(
    '%s, SEQ = RCV.NXT + %i: Linux is silent, the others ACK (§3.10.7.4, first)',
    (state, seq) => {
      const part = { seq, fin: true, ack: null };
      expect(answered('rfc9293', state, part)).toBe(`ACK, ${state}`);
      expect(answered('freebsd', state, part)).toBe(`ACK, ${state}`);
      expect(answered('linux', state, part)).toBe(state);
    },
  );

  test('SYN-RECEIVED of a passive open: Linux ACKs too (tcp_check_req())', () => {
    expect(answered('linux', 'SYN-RECEIVED', { seq: -1, fin: true, ack: null })).toBe('ACK, SYN-RECEIVED');
  });
});

describe('answersFinBeyondFin: another FIN at RCV.NXT', () => {
  test.each<[ProfileName, string]>([
    ['rfc9293', 'ACK, CLOSE-WAIT'],
    ['linux', 'CLOSE-WAIT'],
    ['freebsd', 'ACK, CLOSE-WAIT'],
  ])('%s, CLOSE-WAIT: %s', (profile, expected) => {
    expect(answered(profile, 'CLOSE-WAIT', { fin: true })).toBe(expected);
  });

  test('the same FIN again, at RCV.NXT − 1, is always ACKed: ours was lost', () => {
    for (const profile of ['rfc9293', 'linux', 'freebsd'] as const) {
      expect(answered(profile, 'CLOSE-WAIT', { seq: -1, fin: true })).toBe('ACK, CLOSE-WAIT');
    }
  });
});

describe('leftEdge: a FIN that ends at RCV.NXT, with the ACK of ours', () => {
  test.each<[State, string, string]>([
    ['FIN-WAIT-1', 'ACK, FIN-WAIT-1', 'ACK, FIN-WAIT-2'],
    ['CLOSING', 'ACK, CLOSING', 'TIME-WAIT'],
    ['LAST-ACK', 'ACK, LAST-ACK', 'signal closed, CLOSED'],
  ])('%s: rfc9293 %s; linux %s', (state, rfc9293, linux) => {
    const part = { seq: -1, fin: true };
    expect(answered('rfc9293', state, part)).toBe(rfc9293);
    expect(answered('freebsd', state, part)).toBe(rfc9293);
    expect(answered('linux', state, part)).toBe(linux);
  });

  test('Linux, ESTABLISHED: text that was taken already is ACKed once more, and not delivered twice', () => {
    const pair = reach('ESTABLISHED', { profile: 'linux' });
    pair.inject('A', toward(pair.tcb.A, { text: 'hello' }));
    expect(summary(pair.inject('A', toward(pair.tcb.A, { seq: -5, text: 'hello' })))).toEqual(['ACK']);
    expect(pair.connection('A').rcv.unread).toBe(5);
  });

  test('Linux, CLOSE-WAIT with its ACK still waiting: old text draws it at once', () => {
    const pair = reach('ESTABLISHED', { profile: 'linux' });
    expect(summary(pair.inject('A', toward(pair.tcb.A, { text: 'hello', fin: true })))).not.toContain('ACK');
    expect(summary(pair.inject('A', toward(pair.tcb.A, { seq: -6, text: 'hello' })))).toEqual(['ACK']);
  });

  test('Linux: what ends before Last.ACK.sent is old: a keepalive probe is answered', () => {
    expect(answered('linux', 'ESTABLISHED', { seq: -1 })).toBe('ACK, ESTABLISHED');
  });
});

describe('oldestAck: an ACK from before SND.UNA (RFC 5961 §5.2)', () => {
  /** B opened passively, so that nothing is acknowledged but its SYN. */
  const old = (profile: ProfileName, sent: number): string[] => {
    const pair = reach('ESTABLISHED', { profile });
    if (sent > 0) pair.call('B', { type: 'send', bytes: 'x'.repeat(sent) });
    pair.wait(500);
    const { snd } = pair.connection('B');
    const segment = toward(pair.tcb.B);
    return summary(pair.inject('B', { ...segment, ack: add(snd.una, -1) }));
  };

  test.each<[ProfileName, string[]]>([
    ['rfc9293', []],
    ['linux', ['ACK']],
    ['freebsd', []],
  ])('%s, of the SYN when nothing else was acknowledged: %j', (profile, expected) => {
    expect(old(profile, 0)).toEqual(expected);
  });

  test('Linux: below SND.UNA by no more than was acknowledged, it is merely old', () => {
    expect(old('linux', 1)).toEqual([]);
  });
});

describe('synAckAgain: a SYN at IRS in SYN-RECEIVED', () => {
  test.each<[ProfileName, string, string]>([
    ['rfc9293', 'ACK, SYN-RECEIVED', 'CLOSED'],
    ['linux', 'ACK, SYN-RECEIVED', 'SYN,ACK, SYN-RECEIVED'],
    ['freebsd', 'SYN,ACK, SYN-RECEIVED', 'CLOSED'],
  ])('%s: with an ACK %s; with a FIN %s', (profile, withAck, withFin) => {
    expect(answered(profile, 'SYN-RECEIVED', { seq: -1, syn: true })).toBe(withAck);
    expect(answered(profile, 'SYN-RECEIVED', { seq: -1, syn: true, fin: true, ack: null })).toBe(withFin);
  });
});

test.each<[ProfileName, number]>([
  ['rfc9293', 1],
  ['linux', 1],
  ['freebsd', 0],
])('finTakesWindow, %s: the peer’s FIN takes %i from the window', (profile, taken) => {
  const pair = reach('FIN-WAIT-2', { profile, tcb: { receiveBuffer: 32_120 } });
  const before = pair.connection('A').rcv.wnd;
  pair.inject('A', toward(pair.tcb.A, { fin: true }));
  expect(pair.timeWait('A').rcvWnd).toBe(before - taken);
});
