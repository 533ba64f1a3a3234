import { describe, expect, test } from 'vitest';
import { add, PROFILES, resetFor, seq, type ErrnoName, type ProfileName, type State } from '../../src/index.ts';
import { summary } from '../harness/pair.ts';
import { reach, toward } from '../harness/reach.ts';

const SYNCHRONIZED = ['ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2', 'CLOSE-WAIT', 'CLOSING', 'LAST-ACK'] as const;
const PROFILE_NAMES = ['rfc9293', 'linux', 'freebsd'] as const;

describe('generating RST (§3.5.2, §3.10.7.1)', () => {
  const closed = reach('CLOSED').tcb.A;

  test('with ACK: <SEQ=SEG.ACK><CTL=RST>', () => {
    expect(resetFor({ ...toward(closed), ack: seq(77), text: 'abc' })).toMatchObject({ seq: 77, ack: null, rst: true });
  });

  test('without ACK: <SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>; SYN and FIN count', () => {
    const segment = { ...toward(closed), seq: seq(-2), ack: null, syn: true, fin: true, text: 'abc' };
    expect(resetFor(segment)).toMatchObject({ seq: 0, ack: 3, rst: true });
  });

  test('an RST is never answered by an RST', () => {
    expect(resetFor({ ...toward(closed), rst: true })).toBeNull();
  });

  test('CLOSED answers everything else', () => {
    const pair = reach('CLOSED');
    expect(summary(pair.inject('A', toward(closed, { fin: true })))).toEqual(['RST']);
    expect(summary(pair.inject('A', toward(closed, { syn: true, ack: null })))).toEqual(['RST,ACK']);
    expect(summary(pair.inject('A', toward(closed, { rst: true })))).toEqual([]);
  });
});

describe('second check: an RST must hit RCV.NXT (RFC 5961 §3.2)', () => {
  test.each(SYNCHRONIZED)('%s: at RCV.NXT it kills', (state) => {
    const pair = reach(state);
    expect(summary(pair.inject('A', toward(pair.tcb.A, { rst: true })))).toEqual(['signal reset']);
    expect(pair.tcb.A.state).toBe('CLOSED');
  });

  test.each(SYNCHRONIZED)('%s: elsewhere in the window it is challenged', (state) => {
    const pair = reach(state);
    expect(summary(pair.inject('A', toward(pair.tcb.A, { rst: true, seq: 1 })))).toEqual(['ACK']);
    expect(pair.tcb.A.state).toBe(state);
  });

  test('B1, insecure_rst: anywhere in the window it kills', () => {
    const profile = { ...PROFILES.freebsd, anyResetInWindow: true };
    const pair = reach('ESTABLISHED', { profile });
    pair.inject('A', toward(pair.tcb.A, { rst: true, seq: 1000 }));
    expect(pair.tcb.A.state).toBe('CLOSED');
  });

  test.each<[ProfileName, string[]]>([
    ['rfc9293', []],
    ['linux', ['ACK']],
    ['freebsd', []],
  ])('C1, %s: at RCV.NXT + RCV.WND', (profile, expected) => {
    const pair = reach('ESTABLISHED', { profile });
    const { rcv } = pair.connection('A');
    expect(summary(pair.inject('A', toward(pair.tcb.A, { rst: true, seq: rcv.wnd })))).toEqual(expected);
  });

  test.each<[ProfileName, State]>([
    ['rfc9293', 'LAST-ACK'],
    ['linux', 'CLOSED'],
    ['freebsd', 'LAST-ACK'],
  ])('C2, %s: at RCV.NXT − 1, the number of the peer’s FIN → %s', (profile, expected) => {
    const pair = reach('LAST-ACK', { profile });
    pair.inject('A', toward(pair.tcb.A, { rst: true, seq: -1 }));
    expect(pair.tcb.A.state).toBe(expected);
  });

  test('C2 holds only where the peer’s FIN was taken', () => {
    const pair = reach('ESTABLISHED', { profile: 'linux' });
    expect(pair.inject('A', toward(pair.tcb.A, { rst: true, seq: -1 }))).toEqual([]);
    expect(pair.tcb.A.state).toBe('ESTABLISHED');
  });
});

describe('what the application is told', () => {
  test.each<[ProfileName, State, ErrnoName]>([
    ['linux', 'ESTABLISHED', 'ECONNRESET'],
    ['linux', 'CLOSE-WAIT', 'EPIPE'], // C3
    ['freebsd', 'CLOSE-WAIT', 'ECONNRESET'],
    ['rfc9293', 'SYN-RECEIVED', 'ECONNREFUSED'],
    ['linux', 'SYN-RECEIVED', 'ECONNRESET'], // C4
  ])('%s: RST in %s shows as %s, once', (profile, state, error) => {
    const pair = reach(state, { profile });
    pair.inject('A', toward(pair.tcb.A, { rst: true }));
    expect(pair.connection('A').error).toBe(error);
    expect(summary(pair.call('A', { type: 'send', bytes: 'x' }))).toEqual([`refuse ${error}`]);
    expect(summary(pair.call('A', { type: 'send', bytes: 'x' }))).toEqual(['refuse EPIPE']);
  });

  test('a refused connect: RST,ACK of our SYN (§3.10.7.3, second)', () => {
    const pair = reach('SYN-SENT');
    expect(summary(pair.inject('A', toward(pair.tcb.A, { rst: true })))).toEqual(['signal refused']);
    expect(pair.connection('A').error).toBe('ECONNREFUSED');
  });

  test('an RST without ACK in SYN-SENT is nobody’s', () => {
    const pair = reach('SYN-SENT');
    expect(pair.inject('A', toward(pair.tcb.A, { rst: true, ack: null }))).toEqual([]);
    expect(pair.tcb.A.state).toBe('SYN-SENT');
  });
});

describe('fourth check: a SYN in a synchronized state is challenged, in or out of the window (RFC 5961 §4.2)', () => {
  test.each(SYNCHRONIZED.flatMap((state) => [0, 500, -500, 100_000].map((offset) => [state, offset] as const)))(
    '%s, SEQ = RCV.NXT + %i',
    (state, offset) => {
      const pair = reach(state);
      const before = pair.connection('A');
      const effects = pair.inject('A', toward(before, { syn: true, ack: null, seq: offset }));
      expect(summary(effects)).toEqual(['ACK']);
      expect(effects[0]).toMatchObject({ segment: { seq: before.snd.nxt, ack: before.rcv.nxt } });
    },
  );

  test('B2, insecure_syn: in the window it is answered by RST and kills', () => {
    const pair = reach('ESTABLISHED', { profile: { ...PROFILES.freebsd, synInWindowResets: true } });
    const { snd, rcv } = pair.connection('A');
    const effects = pair.inject('A', toward(pair.tcb.A, { syn: true, ack: null, seq: 9 }));
    expect(summary(effects)).toEqual(['RST,ACK', 'signal reset']);
    expect(effects[0]).toMatchObject({ segment: { seq: snd.nxt, ack: rcv.nxt } }); // tcp_drop()
  });

  test('Linux sends one such ACK in 500 ms (tcp_invalid_ratelimit, RFC 5961 §7); others do not count', () => {
    const challenges = (profile: ProfileName): number => {
      const pair = reach('ESTABLISHED', { profile });
      let answered = 0;
      for (let i = 0; i < 10; i += 1) {
        answered += pair.inject('A', toward(pair.tcb.A, { syn: true, ack: null })).length;
        pair.now += 100_000;
      }
      return answered;
    };
    expect(PROFILE_NAMES.map(challenges)).toEqual([10, 2, 10]);
  });

  test('old text is always answered: it cannot be part of an ACK loop', () => {
    const pair = reach('ESTABLISHED', { profile: 'linux' });
    for (let i = 0; i < 5; i += 1) {
      expect(summary(pair.inject('A', toward(pair.tcb.A, { seq: -10, text: 'old' })))).toEqual(['ACK']);
    }
  });
});

describe('fifth check: an ACK that nobody can have meant (RFC 5961 §5.2)', () => {
  test('of what was never sent: challenged, and its text is not taken', () => {
    const pair = reach('ESTABLISHED');
    expect(summary(pair.inject('A', toward(pair.tcb.A, { ack: 1, text: 'x' })))).toEqual(['ACK']);
    expect(pair.received.A).toBe('');
  });

  test('from before the largest window: challenged; a merely old one is taken with its text', () => {
    const pair = reach('ESTABLISHED');
    const { snd } = pair.connection('A');
    expect(summary(pair.inject('A', toward(pair.tcb.A, { ack: -snd.maxWnd - 1, text: 'x' })))).toEqual(['ACK']);
    expect(summary(pair.inject('A', toward(pair.tcb.A, { ack: -1, text: 'x' })))).toContain('deliver x');
  });

  test('without the ACK bit: dropped', () => {
    const pair = reach('ESTABLISHED');
    expect(pair.inject('A', toward(pair.tcb.A, { ack: null, text: 'x' }))).toEqual([]);
  });

  test('SYN-RECEIVED: an unacceptable ACK draws an RST and the child stays (§3.10.7.4, fifth)', () => {
    const pair = reach('SYN-RECEIVED');
    const effects = pair.inject('A', toward(pair.tcb.A, { ack: 5 }));
    expect(effects).toMatchObject([{ segment: { rst: true, ack: null, seq: add(pair.connection('A').snd.nxt, 5) } }]);
    expect(pair.tcb.A.state).toBe('SYN-RECEIVED');
  });
});
