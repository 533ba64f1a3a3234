import { describe, expect, test } from 'vitest';
import { distance, nextDeadline, type ProfileName } from '../../src/index.ts';
import { Pair } from '../harness/pair.ts';
import { reach, toward } from '../harness/reach.ts';

describe('the peer’s window (§3.8.6)', () => {
  test('nothing leaves beyond SND.UNA + SND.WND', () => {
    const pair = reach('ESTABLISHED');
    pair.inject('A', toward(pair.tcb.A, { wnd: 1 })); // × 1024
    pair.call('A', { type: 'send', bytes: 'x'.repeat(5000) });
    const { snd } = pair.connection('A');
    expect(distance(snd.una, snd.nxt)).toBeLessThanOrEqual(1024);
  });

  test('an older segment does not bring back an older window (SND.WL1, SND.WL2)', () => {
    const pair = reach('ESTABLISHED');
    pair.inject('A', toward(pair.tcb.A, { text: 'ab' }));
    pair.inject('A', toward(pair.tcb.A, { text: 'cd', wnd: 300 }));
    pair.inject('A', toward(pair.tcb.A, { seq: -3, text: 'bcde', wnd: 7 }));
    expect(pair.received.A).toBe('abcde');
    expect(pair.connection('A').snd.wnd).toBe(300 * 1024);
  });

  test('nor does an older ACK with the same number', () => {
    const pair = reach('ESTABLISHED');
    pair.call('A', { type: 'send', bytes: 'abcd' });
    pair.inject('A', toward(pair.tcb.A, { ack: -1, wnd: 300 }));
    pair.inject('A', toward(pair.tcb.A, { ack: -2, wnd: 7 }));
    expect(pair.connection('A').snd.wnd).toBe(300 * 1024);
  });

  test('the FIN takes a number, so it waits for the window too', () => {
    const pair = reach('ESTABLISHED');
    pair.inject('A', toward(pair.tcb.A, { wnd: 0 }));
    expect(pair.call('A', { type: 'shutdown' })).toEqual([]);
    expect(pair.tcb.A.state).toBe('FIN-WAIT-1');
    const effects = pair.inject('A', toward(pair.tcb.A, { wnd: 8 }));
    expect(effects).toMatchObject([{ segment: { fin: true } }]);
  });
});

describe('our window', () => {
  // Measured on Linux 6.18.44 through a TUN device: SO_RCVBUF, timestamps; SYN; SYN,ACK; shift; third segment; ACK of a FIN.
  test.each<[buffer: number | undefined, stamps: boolean, ...measured: readonly number[]]>([
    [undefined, true, 64_240, 65_160, 10, 63, 64],
    [undefined, false, 64_240, 64_240, 10, 63, 63],
    [2_000, true, 1_460, 1_448, 0, 1_460, 1_448],
    [32_120, true, 32_120, 31_856, 0, 32_120, 31_855],
    [60_000, true, 59_860, 59_368, 0, 59_860, 59_367],
    [70_000, true, 65_535, 65_535, 1, 34_310, 34_752],
    [200_000, true, 65_535, 65_535, 2, 49_640, 49_956],
  ])('Linux, SO_RCVBUF %s, timestamps %s: %i, %i, shift %i, then %i and %i', (buffer, stamps, ...measured) => {
    const pair = new Pair({
      profile: 'linux',
      sysctls: { tcp_timestamps: stamps },
      tcb: buffer === undefined ? {} : { receiveBuffer: buffer },
    }).open();
    pair.call('A', { type: 'shutdown' });
    pair.wait(100);
    const [syn, synAck, third, , ackOfFin] = pair.sent.map(({ segment }) => segment);
    expect([syn?.wnd, synAck?.wnd, synAck?.options.windowScale, third?.wnd, ackOfFin?.wnd]).toEqual(measured);
  });

  test('Linux: an octet read or not, the window that is told does not shrink by a unit of its scale', () => {
    const pair = new Pair({ profile: 'linux' }).open();
    for (const bytes of ['x', 'y'.repeat(100), 'z'.repeat(900)]) {
      pair.call('A', { type: 'send', bytes });
      pair.wait(100);
      pair.call('B', { type: 'receive', count: bytes.length });
    }
    expect(pair.sent.filter(({ from }) => from === 'B').map(({ segment }) => segment.wnd)).toEqual([
      65_160, 64, 64, 64,
    ]);
  });

  test('closes as the application does not read, and is told when it opens (§3.8.6.2.2, MUST-39)', () => {
    const pair = new Pair({ profile: 'rfc9293', tcb: { receiveBuffer: 4000 } }).open();
    pair.call('A', { type: 'send', bytes: 'x'.repeat(10_000) });
    pair.wait(2_000);
    expect(pair.received.B.length).toBe(4000);
    expect(pair.connection('A').snd.wnd).toBe(0);
    expect(pair.call('B', { type: 'receive', count: 10 })).toEqual([]); // a silly window is not offered
    expect(pair.call('B', { type: 'receive', count: 2000 }).length).toBe(1);
    expect(pair.sent.at(-1)?.segment.wnd).toBe(2010);
  });

  test('its right edge never moves left (§3.8.6, SHLD-14)', () => {
    const pair = new Pair({ profile: 'rfc9293', tcb: { receiveBuffer: 20_000 } }).open();
    pair.call('A', { type: 'send', bytes: 'x'.repeat(60_000) });
    for (let i = 0; i < 60; i += 1) {
      pair.wait(20);
      pair.call('B', { type: 'receive', count: 777 });
    }
    const edges = pair.sent.filter(({ from }) => from === 'B').map(({ segment }) => (segment.ack ?? 0) + segment.wnd);
    expect(edges.toSorted((a, b) => a - b)).toEqual(edges);
  });
});

describe('zero-window probes (§3.8.6.1, MUST-36)', () => {
  const ROOM = 2 * 1448;
  const stuck = (profile: ProfileName): Pair => {
    const pair = new Pair({ profile, tcb: { receiveBuffer: ROOM, windowScale: 0 } }).open();
    pair.call('A', { type: 'send', bytes: 'x'.repeat(9000) });
    pair.wait(2_500);
    expect(pair.received.B.length).toBe(ROOM);
    return pair;
  };

  test.each<[ProfileName, number]>([
    ['rfc9293', 1],
    ['linux', 0],
  ])('%s probes with %i octets, further and further apart', (profile, octets) => {
    const pair = stuck(profile);
    const already = pair.sent.length;
    pair.wait(30_000);
    const probes = pair.sent.slice(already).filter(({ from }) => from === 'A');
    expect(probes.length).toBeGreaterThanOrEqual(3);
    expect(new Set(probes.map(({ segment }) => segment.text.length))).toEqual(new Set([octets]));
    const gaps = probes.slice(1).map(({ at }, i) => at - (probes[i]?.at ?? 0));
    for (const [i, gap] of gaps.entries())
      if (i > 0) expect(gap / (gaps[i - 1] ?? 0)).toBeCloseTo(2, profile === 'linux' ? 0 : 9);
  });

  test('freebsd probes with one octet, after 5 s at least and 60 s at most (tcp_setpersist)', () => {
    const pair = stuck('freebsd');
    const already = pair.sent.length;
    pair.wait(600_000);
    const probes = pair.sent.slice(already).filter(({ from }) => from === 'A');
    expect(new Set(probes.map(({ segment }) => segment.text.length))).toEqual(new Set([1]));
    const gaps = probes.slice(1).map(({ at }, i) => (at - (probes[i]?.at ?? 0)) / 1_000_000);
    // Twice as long each time in between: the slop of 200 ms is added after the doubling.
    const between = gaps.filter((gap) => gap > 5 && gap < 60);
    expect(gaps.slice(0, 3)).toEqual([5, 5, 5]);
    expect(between.length).toBeGreaterThanOrEqual(2);
    for (const [i, gap] of between.entries())
      if (i > 0) expect(gap - 0.2).toBeCloseTo(2 * ((between[i - 1] ?? 0) - 0.2), 9);
    expect(gaps.slice(-3)).toEqual([60, 60, 60]);
  });

  test.each<ProfileName>(['rfc9293', 'linux', 'freebsd'])(
    '%s: they go on as long as they are answered (MUST-37)',
    (profile) => {
      const pair = stuck(profile);
      pair.wait(3_600_000);
      expect(pair.tcb.A.state).toBe('ESTABLISHED');
      for (let i = 0; i < 20; i += 1) {
        pair.call('B', { type: 'receive', count: ROOM });
        pair.wait(120_000);
      }
      expect(pair.received.B.length).toBe(9000);
    },
  );

  test.each<ProfileName>(['rfc9293', 'linux', 'freebsd'])('%s: a lost window update is found out', (profile) => {
    const pair = stuck(profile);
    pair.call('B', { type: 'receive', count: ROOM });
    pair.lose();
    pair.wait(120_000);
    expect(pair.received.B.length).toBeGreaterThan(ROOM);
  });

  test.each([
    ['an application waits: tcp_retries2', false, 15],
    ['an orphan: tcp_orphan_retries, where 0 means 8', true, 8],
  ])('unanswered, they end; %s', (_, orphan, expected) => {
    const pair = stuck('linux');
    if (orphan) pair.call('A', { type: 'close' });
    pair.wait(5_000);
    pair.lose();
    const already = pair.sent.length;
    const unanswered = pair.connection('A').snd.probes;
    while (pair.tcb.A.state !== 'CLOSED') {
      const due = nextDeadline(pair.tcb.A);
      pair.now = due?.at ?? Infinity;
      pair.step('A', { type: 'timeout', timer: due?.timer ?? 'persist' });
      pair.lose();
    }
    expect(pair.sent.length - already).toBe(expected - unanswered);
    expect(pair.connection('A').error).toBe('ETIMEDOUT');
  });
});
