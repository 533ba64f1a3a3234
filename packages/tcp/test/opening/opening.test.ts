import { describe, expect, test } from 'vitest';
import { add, flagNames, NO_OPTIONS, PROFILES, seq, type ProfileName, type Segment } from '../../src/index.ts';
import { Pair, summary } from '../harness/pair.ts';
import { reach, toward } from '../harness/reach.ts';

const SYN: Segment = {
  seq: seq(5000),
  ack: null,
  wnd: 4000,
  syn: true,
  fin: false,
  rst: false,
  psh: false,
  text: '',
  options: NO_OPTIONS,
};

describe('three-way (§3.5, figure 6)', () => {
  test('each SYN takes one number', () => {
    const pair = new Pair().open();
    const [syn, synAck, ack] = pair.sent.map(({ segment }) => segment);
    expect(synAck).toMatchObject({ ack: add(syn!.seq, 1) });
    expect(ack).toMatchObject({ seq: add(syn!.seq, 1), ack: add(synAck!.seq, 1) });
  });

  test('the listener is not changed, whatever comes', () => {
    const pair = reach('LISTEN');
    const listener = pair.tcb.A;
    pair.inject('A', SYN);
    expect(pair.tcb.A.state).toBe('SYN-RECEIVED');
    expect(listener.state).toBe('LISTEN');
  });
});

describe('simultaneous open (§3.5, figure 8)', () => {
  const cross = (profile: ProfileName): Pair => {
    const pair = new Pair({ profile });
    pair.call('A', { type: 'open', mode: 'active' });
    pair.call('B', { type: 'open', mode: 'active' });
    return pair;
  };

  test.each<ProfileName>(['rfc9293', 'linux', 'freebsd'])('%s: two SYNs cross, one connection', (profile) => {
    const pair = cross(profile);
    pair.wait(15);
    expect(pair.states).toBe('SYN-RECEIVED/SYN-RECEIVED');
    pair.wait(100);
    expect(pair.states).toBe('ESTABLISHED/ESTABLISHED');
    pair.call('A', { type: 'send', bytes: 'hello' });
    pair.wait(100);
    expect(pair.received.B).toBe('hello');
  });

  test.each<[ProfileName, boolean]>([
    ['rfc9293', false],
    ['linux', true],
    ['freebsd', false],
  ])('A1, %s: the SYN,ACK offers what the bare SYN of the peer did not: %s', (profile, offers) => {
    const pair = reach('SYN-SENT', { profile });
    const [effect] = pair.inject('A', SYN);
    if (effect?.type !== 'transmit') throw new Error('nothing sent');
    expect(flagNames(effect.segment)).toBe('SYN,ACK');
    expect(effect.segment.options.timestamps !== undefined).toBe(offers);
    expect(effect.segment.options.windowScale !== undefined).toBe(offers);
  });
});

describe('a segment in LISTEN (§3.10.7.2)', () => {
  test.each<[string, Partial<Segment>, Record<ProfileName, string[]>]>([
    ['RST', { syn: false, rst: true }, { rfc9293: [], linux: [], freebsd: [] }],
    ['ACK', { syn: false, ack: seq(7) }, { rfc9293: ['RST'], linux: ['RST'], freebsd: ['RST'] }],
    ['C9: SYN,ACK', { ack: seq(7) }, { rfc9293: ['RST'], linux: ['RST'], freebsd: [] }],
    ['C10: SYN,FIN', { fin: true }, { rfc9293: ['SYN,ACK'], linux: [], freebsd: ['SYN,ACK'] }],
    ['neither SYN nor ACK', { syn: false, text: 'x' }, { rfc9293: [], linux: [], freebsd: [] }],
  ])('%s', (_, part, expected) => {
    for (const profile of ['rfc9293', 'linux', 'freebsd'] as const) {
      const pair = reach('LISTEN', { profile });
      expect(summary(pair.inject('A', { ...SYN, ...part })), profile).toEqual(expected[profile]);
    }
  });

  test('B3, drop_synfin: a SYN,FIN is nobody’s', () => {
    const pair = reach('LISTEN', { profile: { ...PROFILES.freebsd, dropsSynFin: true } });
    expect(pair.inject('A', { ...SYN, fin: true })).toEqual([]);
  });

  test.each<[ProfileName, string]>([
    ['rfc9293', 'early'],
    ['linux', ''],
  ])('C12, %s: text on the SYN is delivered after the handshake: "%s"', (profile, expected) => {
    const pair = reach('LISTEN', { profile });
    pair.inject('A', { ...SYN, text: 'early' });
    expect(pair.received.A).toBe('');
    pair.inject('A', toward(pair.tcb.A, profile === 'rfc9293' ? { seq: 5 } : {}));
    expect(pair.received.A).toBe(expected);
    expect(pair.tcb.A.state).toBe('ESTABLISHED');
  });

  test('text and FIN on the SYN: CLOSE-WAIT as soon as the connection is open', () => {
    const pair = reach('LISTEN', { profile: 'rfc9293' });
    pair.inject('A', { ...SYN, text: 'all', fin: true });
    const effects = pair.inject('A', toward(pair.tcb.A, { seq: 4 }));
    expect(summary(effects)).toEqual(['signal established', 'deliver all', 'signal peer-closed', 'ACK']);
    expect(pair.tcb.A.state).toBe('CLOSE-WAIT');
  });
});

describe('a segment in SYN-SENT (§3.10.7.3)', () => {
  test.each([
    ['SEG.ACK = ISS', -1],
    ['SEG.ACK > SND.NXT', 1],
  ])('first: %s draws an RST with that number', (_, ack) => {
    const pair = reach('SYN-SENT', { profile: 'rfc9293' });
    const { nxt } = pair.connection('A').snd;
    expect(pair.inject('A', toward(pair.tcb.A, { syn: true, ack }))).toMatchObject([
      { segment: { rst: true, seq: add(nxt, ack), ack: null } },
    ]);
    expect(pair.tcb.A.state).toBe('SYN-SENT');
  });

  test('C11: after a wrong ACK Linux repeats its SYN at once, not after a second', () => {
    const again = (profile: ProfileName): number => {
      const pair = new Pair({ profile });
      pair.call('A', { type: 'open', mode: 'active' });
      pair.inject('A', toward(pair.tcb.A, { syn: true, ack: 9 }));
      pair.lose();
      pair.run(1_000_000);
      return pair.sent.filter(({ segment }) => segment.syn)[1]?.at ?? -1;
    };
    expect([again('rfc9293'), again('linux')]).toEqual([1_000_000, 12_000]);
  });

  test('fifth: without SYN or RST it is dropped', () => {
    const pair = reach('SYN-SENT');
    expect(pair.inject('A', toward(pair.tcb.A))).toEqual([]);
  });

  test('text queued before the connection is open follows the ACK', () => {
    const pair = new Pair();
    pair.call('B', { type: 'open', mode: 'passive' });
    pair.call('A', { type: 'open', mode: 'active' });
    pair.call('A', { type: 'send', bytes: 'hello' });
    pair.wait(100);
    expect(pair.received.B).toBe('hello');
  });
});

describe('a segment in SYN-RECEIVED', () => {
  test.each<[ProfileName, string]>([
    ['rfc9293', 'ACK'],
    ['linux', 'SYN,ACK'],
    ['freebsd', 'SYN,ACK'],
  ])('%s: the SYN again gets %s', (profile, expected) => {
    const pair = reach('LISTEN', { profile });
    pair.inject('A', SYN);
    expect(summary(pair.inject('A', SYN))).toEqual([expected]);
    expect(pair.tcb.A.state).toBe('SYN-RECEIVED');
  });

  test.each<[ProfileName, string[]]>([
    ['rfc9293', []],
    ['linux', ['RST,ACK']],
  ])('%s: another SYN in the window ends the child', (profile, expected) => {
    const pair = reach('LISTEN', { profile });
    pair.inject('A', SYN);
    expect(summary(pair.inject('A', { ...SYN, seq: add(SYN.seq, 100) }))).toEqual(expected);
    expect(pair.tcb.A.state).toBe('CLOSED');
  });

  test('CLOSE there: a FIN right after the SYN,ACK (§3.10.4)', () => {
    const pair = reach('SYN-RECEIVED');
    const effects = pair.call('A', { type: 'close' });
    expect(summary(effects)).toEqual(['FIN,ACK']);
    expect(pair.tcb.A.state).toBe('FIN-WAIT-1');
    pair.wait(100);
    expect(pair.states).toBe('FIN-WAIT-2/CLOSE-WAIT');
  });

  test('CLOSE there, and SYN,ACK and FIN are lost: each comes again in its turn', () => {
    const pair = reach('SYN-RECEIVED');
    pair.lose();
    pair.call('A', { type: 'close' });
    pair.lose();
    pair.wait(10_000);
    expect(pair.states).toBe('FIN-WAIT-2/CLOSE-WAIT');
  });
});

describe('LISTEN becomes active (§3.10.1, §3.10.2)', () => {
  test.each<[ProfileName, string]>([
    ['rfc9293', 'SYN-SENT'],
    ['linux', 'LISTEN'],
    ['freebsd', 'LISTEN'],
  ])('%s → %s', (profile, expected) => {
    const opened = reach('LISTEN', { profile });
    opened.call('A', { type: 'open', mode: 'active' });
    expect(opened.tcb.A.state).toBe(expected);
    const sent = reach('LISTEN', { profile });
    sent.call('A', { type: 'send', bytes: 'x' });
    expect(sent.tcb.A.state).toBe(expected);
  });
});

describe('a Tcb serves again', () => {
  test('refused, then connected: nothing of the first attempt is left', () => {
    const pair = new Pair();
    pair.call('A', { type: 'open', mode: 'active' });
    pair.wait(50);
    expect(pair.told).toEqual(['A signal refused']);
    pair.open();
    expect(pair.states).toBe('ESTABLISHED/ESTABLISHED');
    expect(pair.connection('A').error).toBeNull();
  });
});
