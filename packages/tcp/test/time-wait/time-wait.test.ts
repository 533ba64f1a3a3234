/** TIME-WAIT by profile. The Linux rows were measured on 6.18 with a raw socket against a TIME-WAIT of known age. */
import { describe, expect, test } from 'vitest';
import { add, PROFILES, seq, type ProfileName, type Sysctls } from '../../src/index.ts';
import { summary, type Pair } from '../harness/pair.ts';
import { reach, toward, type Part } from '../harness/reach.ts';

const SECOND = 1_000_000;
const PROFILE_NAMES = ['rfc9293', 'linux', 'freebsd'] as const;

const inTimeWait = (profile: ProfileName, sysctls: Partial<Sysctls> = {}): Pair => {
  const pair = reach('TIME-WAIT', { profile, sysctls });
  pair.now += 9 * SECOND;
  return pair;
};

describe('2 MSL (§3.4.2, §3.6.1, MUST-13)', () => {
  test.each<[ProfileName, number]>([
    ['rfc9293', 240],
    ['linux', 60],
    ['freebsd', 60],
  ])('%s waits %i s from the FIN, and tells its application', (profile, seconds) => {
    const pair = reach('TIME-WAIT', { profile });
    const { enteredAt, deadline } = pair.timeWait('A');
    expect(deadline - enteredAt).toBe(seconds * SECOND);
    pair.run(deadline - 1);
    expect(pair.tcb.A.state).toBe('TIME-WAIT');
    pair.run(deadline);
    expect(pair.tcb.A.state).toBe('CLOSED');
    expect(pair.told.at(-1)).toBe('A signal closed');
  });

  test('tcp_fin_timeout does not change it', () => {
    const { enteredAt, deadline } = reach('TIME-WAIT', { sysctls: { tcp_fin_timeout: 5 * SECOND } }).timeWait('A');
    expect(deadline - enteredAt).toBe(60 * SECOND);
  });

  test('it remembers at most 12 things', () => {
    expect(Object.keys(reach('TIME-WAIT').timeWait('A')).length).toBeLessThanOrEqual(12);
  });
});

describe('what is answered, and what restarts 2 MSL', () => {
  type Expected = { readonly sends: string[]; readonly restarts: boolean };
  const cases: [string, Part, Record<(typeof PROFILE_NAMES)[number], Expected>][] = [
    [
      'the FIN again',
      { seq: -1, fin: true },
      {
        rfc9293: { sends: ['ACK'], restarts: true },
        linux: { sends: ['ACK'], restarts: true },
        freebsd: { sends: ['ACK'], restarts: true },
      },
    ],
    [
      'the FIN again, with its text',
      { seq: -4, text: 'abc', fin: true },
      {
        rfc9293: { sends: ['ACK'], restarts: true },
        linux: { sends: ['ACK'], restarts: true },
        freebsd: { sends: ['ACK'], restarts: true },
      },
    ],
    [
      'a bare ACK at RCV.NXT',
      {},
      {
        rfc9293: { sends: [], restarts: true },
        linux: { sends: [], restarts: true },
        freebsd: { sends: [], restarts: false },
      },
    ],
    [
      'old text',
      { seq: -100, text: 'old' },
      {
        rfc9293: { sends: ['ACK'], restarts: false },
        linux: { sends: ['ACK'], restarts: true },
        freebsd: { sends: ['ACK'], restarts: false },
      },
    ],
    [
      'text from far away',
      { seq: 1_000_000, text: 'far' },
      {
        rfc9293: { sends: ['ACK'], restarts: false },
        linux: { sends: ['ACK'], restarts: true },
        freebsd: { sends: ['ACK'], restarts: false },
      },
    ],
    [
      'an old SYN, without ACK',
      { seq: -5000, syn: true, ack: null, options: {} },
      {
        rfc9293: { sends: ['ACK'], restarts: false },
        linux: { sends: ['ACK'], restarts: false },
        freebsd: { sends: [], restarts: false },
      },
    ],
    [
      'C6: a FIN without ACK bit, outside the window',
      { seq: -1, fin: true, ack: null },
      {
        rfc9293: { sends: ['ACK'], restarts: false },
        linux: { sends: ['ACK'], restarts: false },
        freebsd: { sends: [], restarts: false },
      },
    ],
    [
      'C6: a FIN without ACK bit, in the window',
      { seq: 0, fin: true, ack: null },
      {
        rfc9293: { sends: [], restarts: false },
        linux: { sends: ['ACK'], restarts: false },
        freebsd: { sends: [], restarts: false },
      },
    ],
    [
      'an RST outside the window',
      { seq: -1, rst: true },
      {
        rfc9293: { sends: [], restarts: false },
        linux: { sends: [], restarts: false },
        freebsd: { sends: [], restarts: false },
      },
    ],
    [
      'an RST in the window, beside RCV.NXT',
      { seq: 1, rst: true },
      {
        rfc9293: { sends: ['ACK'], restarts: false },
        linux: { sends: [], restarts: false },
        freebsd: { sends: [], restarts: false },
      },
    ],
  ];

  test.each(
    cases.flatMap(([what, part, by]) => PROFILE_NAMES.map((profile) => [what, profile, part, by[profile]] as const)),
  )('%s: %s', (_, profile, part, { sends, restarts }) => {
    const pair = inTimeWait(profile);
    const before = pair.timeWait('A');
    expect(summary(pair.inject('A', toward(before, part)))).toEqual(sends);
    const after = pair.timeWait('A');
    expect(after.deadline).toBe(restarts ? pair.now + 2 * PROFILES[profile].msl : before.deadline);
  });

  test('the answer is <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>', () => {
    const pair = inTimeWait('linux');
    const { sndNxt, rcvNxt } = pair.timeWait('A');
    const [effect] = pair.inject('A', toward(pair.tcb.A, { seq: -1, fin: true }));
    expect(effect).toMatchObject({ segment: { seq: sndNxt, ack: rcvNxt, fin: false, text: '' } });
  });

  test('Linux limits the ACKs of empty segments, but never those of a repeated FIN', () => {
    const pair = inTimeWait('linux');
    const strange = () => pair.inject('A', toward(pair.tcb.A, { seq: -300 })).length;
    expect([strange(), strange(), strange()]).toEqual([1, 0, 0]);
    pair.now += 600_000;
    expect(strange()).toBe(1);
    expect(pair.inject('A', toward(pair.tcb.A, { seq: -1, fin: true })).length).toBe(1);
    expect(pair.inject('A', toward(pair.tcb.A, { seq: -1, fin: true })).length).toBe(1);
  });

  test('two ends in TIME-WAIT do not ACK each other’s ACKs for ever', () => {
    for (const profile of PROFILE_NAMES) {
      const pair = reach('CLOSING', { profile });
      pair.wait(100);
      expect(pair.states).toBe('TIME-WAIT/TIME-WAIT');
      const already = pair.sent.length;
      pair.inject('A', toward(pair.tcb.A));
      pair.inject('A', toward(pair.tcb.A, { seq: -1, text: 'x' }));
      pair.wait(1000);
      expect(pair.sent.length - already).toBeLessThanOrEqual(2);
    }
  });
});

describe('RST at RCV.NXT: assassination (RFC 1337)', () => {
  test.each<[ProfileName, boolean, string]>([
    ['rfc9293', false, 'CLOSED'],
    ['linux', false, 'CLOSED'],
    ['linux', true, 'TIME-WAIT'],
    ['rfc9293', true, 'TIME-WAIT'],
    ['freebsd', false, 'TIME-WAIT'],
  ])('%s, tcp_rfc1337=%s → %s', (profile, tcp_rfc1337, expected) => {
    const pair = inTimeWait(profile, { tcp_rfc1337 });
    const { deadline } = pair.timeWait('A');
    expect(pair.inject('A', toward(pair.tcb.A, { rst: true })).length).toBe(expected === 'CLOSED' ? 1 : 0);
    expect(pair.tcb.A.state).toBe(expected);
    if (expected === 'TIME-WAIT') expect(pair.timeWait('A').deadline).toBe(deadline); // an RST never restarts
  });

  test('the whole plot: an old segment draws an ACK, the ACK an RST, and the RST ends TIME-WAIT', () => {
    const pair = inTimeWait('linux');
    pair.inject('A', toward(pair.tcb.A, { seq: -50, text: 'old' }));
    pair.wait(50);
    expect(pair.flags().at(-1)).toBe('B RST');
    expect(pair.states).toBe('CLOSED/CLOSED');
  });
});

describe('a new SYN (§3.6.1, MAY-2; RFC 6191)', () => {
  const syn = (part: Part): Part => ({ syn: true, ack: null, ...part });

  test('beyond the old numbers: the listener may have it, with an ISS beyond ours', () => {
    const pair = inTimeWait('linux', { tcp_timestamps: false });
    const before = pair.timeWait('A');
    const [effect] = pair.inject('A', toward(before, syn({ seq: 1 })));
    expect(effect).toMatchObject({ type: 'reopen', iss: add(before.sndNxt, 65_537) });
    expect(pair.tcb.A).toEqual(before);
  });

  test('with nobody listening, the host has the ACK to send', () => {
    const pair = inTimeWait('linux');
    const { sndNxt, rcvNxt } = pair.timeWait('A');
    const [effect] = pair.inject('A', toward(pair.tcb.A, syn({ seq: 1 })));
    expect(effect).toMatchObject({ otherwise: { seq: sndNxt, ack: rcvNxt, syn: false } });
  });

  test.each([
    ['below the old numbers, stamped later: reopens', -500, 5, ['reopen']],
    ['below the old numbers, stamped alike: an ACK', -500, 0, ['ACK']],
    ['beyond the old numbers, stamped earlier: stale, an ACK', 500, -5, ['ACK']],
    ['at RCV.NXT, stamped alike: an ACK', 0, 0, ['ACK']],
  ])('%s', (_, offset, later, expected) => {
    const pair = inTimeWait('linux');
    const { tsRecent } = pair.timeWait('A');
    const options = { timestamps: { val: seq((tsRecent ?? 0) + later), ecr: 0 } };
    expect(summary(pair.inject('A', toward(pair.tcb.A, syn({ seq: offset, options }))))).toEqual(expected);
  });

  test('the listener’s SYN,ACK with that ISS completes the new connection', () => {
    const pair = inTimeWait('linux');
    const [effect] = pair.inject('A', toward(pair.tcb.A, syn({ seq: 100 })));
    if (effect?.type !== 'reopen') throw new Error('no reopen');
    const listener = reach('LISTEN');
    const made = toward(pair.tcb.A, syn({ seq: 100 }));
    const [answer] = listener.inject('A', made);
    expect(listener.tcb.A.state).toBe('SYN-RECEIVED');
    expect(answer).toMatchObject({ segment: { syn: true, ack: add(made.seq, 1) } });
  });
});

describe('calls and clocks', () => {
  test('early and foreign timeouts are not heard', () => {
    const pair = inTimeWait('linux');
    expect(pair.step('A', { type: 'timeout', timer: 'time-wait' })).toEqual([]);
    expect(pair.step('A', { type: 'timeout', timer: 'retransmission' })).toEqual([]);
    expect(pair.tcb.A.state).toBe('TIME-WAIT');
  });

  test.each([
    [{ type: 'send', bytes: 'x' }, ['refuse EPIPE']],
    [{ type: 'open', mode: 'active' }, ['refuse EISCONN']],
    [{ type: 'close' }, []],
    [{ type: 'shutdown' }, []],
    [{ type: 'receive', count: 1 }, []],
  ] as const)('%o', (call, expected) => {
    expect(summary(inTimeWait('linux').call('A', call))).toEqual(expected);
  });
});
