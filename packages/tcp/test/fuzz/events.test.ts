/**
 * Any events in any order, in every state, under every profile: segments whose numbers stand anywhere, calls, clocks that
 * fire when they should not, ICMP, time that stands still or leaps. What holds for every Tcb holds after each step.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  add,
  createMachine,
  decodePacket,
  DEFAULT_SYSCTLS,
  distance,
  encodePacket,
  isLegal,
  seq,
  STATES,
  TIMERS,
  type Effect,
  type ProfileName,
  type Segment,
  type SegmentOptions,
  type SocketOption,
  type Tcb,
  type TcpEvent,
  type UserCall,
} from '../../src/index.ts';
import { checkCases } from '../../../../scripts/soak/cases.ts';
import { deepFreeze } from '../harness/pair.ts';
import { reach } from '../harness/reach.ts';

const PROFILES: readonly ProfileName[] = ['rfc9293', 'linux', 'freebsd'];

/** Near the numbers that count, or anywhere on the circle. */
const offset = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 2, arbitrary: fc.integer({ min: -70_000, max: 70_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }) },
);
const u32 = fc.nat(0xffff_ffff);
const rarely = fc.integer({ min: 0, max: 5 }).map((n) => n === 0);

const options: fc.Arbitrary<SegmentOptions> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        mss: fc.nat(65_535),
        windowScale: fc.nat(255),
        sackPermitted: fc.constant(true as const),
        timestamps: fc.record({ val: u32, ecr: u32 }),
        sack: fc.array(fc.tuple(u32.map(seq), u32.map(seq)), { maxLength: 4 }),
      },
      { requiredKeys: [] },
    ),
  },
);

const arrival = fc.record({
  type: fc.constant('segment' as const),
  seq: offset,
  ack: fc.option(offset, { freq: 8 }),
  wnd: fc.oneof(fc.constantFrom(0, 1, 512, 65_535), fc.nat(65_535)),
  bits: fc.record({ syn: rarely, fin: rarely, rst: rarely, psh: fc.boolean() }),
  text: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(3_000)).map((octets) => 'x'.repeat(octets)),
  options,
});

const span = fc.oneof(fc.constantFrom(-1, 0, 1, 1_000_000), fc.nat(4_000_000_000));
const option: fc.Arbitrary<SocketOption> = fc.oneof(
  fc.record({
    name: fc.constantFrom('SO_KEEPALIVE' as const, 'TCP_NODELAY' as const, 'TCP_QUICKACK' as const),
    value: fc.boolean(),
  }),
  fc.record({
    name: fc.constant('SO_LINGER' as const),
    value: fc.record({ on: fc.boolean(), seconds: fc.nat(65_535) }),
  }),
  fc.record({
    name: fc.constantFrom(
      'TCP_KEEPIDLE' as const,
      'TCP_KEEPINTVL' as const,
      'TCP_USER_TIMEOUT' as const,
      'TCP_LINGER2' as const,
    ),
    value: span,
  }),
  fc.record({ name: fc.constant('TCP_KEEPCNT' as const), value: fc.nat(127) }),
);

const call: fc.Arbitrary<UserCall> = fc.oneof(
  fc.record({ type: fc.constant('open' as const), mode: fc.constantFrom('active' as const, 'passive' as const) }),
  fc.record({ type: fc.constant('send' as const), bytes: fc.nat(5_000).map((octets) => 'y'.repeat(octets)) }),
  fc.record({ type: fc.constant('receive' as const), count: fc.nat(3_000) }),
  fc.record({ type: fc.constantFrom('shutdown' as const, 'close' as const, 'abort' as const) }),
  fc.record({ type: fc.constant('set-option' as const), option }),
);

const happening = fc.record({
  wait: fc.oneof(fc.constant(0), fc.nat(200_000), fc.nat(100_000_000_000)),
  what: fc.oneof(
    { weight: 6, arbitrary: arrival },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('call' as const), call }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('timeout' as const), timer: fc.constantFrom(...TIMERS) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('icmp' as const),
        kind: fc.constantFrom(
          ...([
            'net-unreachable',
            'host-unreachable',
            'port-unreachable',
            'fragmentation-needed',
            'time-exceeded',
          ] as const),
        ),
        seq: offset,
        mtu: fc.option(fc.nat(65_535), { nil: undefined }),
      }),
    },
  ),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** The numbers of a case count from those of the Tcb it meets. */
function eventFor(tcb: Tcb, what: Happening['what']): TcpEvent {
  const [sndNxt, rcvNxt] = tcb.state === 'TIME-WAIT' ? [tcb.sndNxt, tcb.rcvNxt] : [tcb.snd.nxt, tcb.rcv.nxt];
  if (what.type === 'icmp') {
    const { kind, mtu } = what;
    return { type: 'icmp', message: { kind, seq: add(sndNxt, what.seq), ...(mtu !== undefined && { mtu }) } };
  }
  if (what.type !== 'segment') return what;
  const ack = what.ack === null ? null : add(sndNxt, what.ack);
  const { wnd, text, options, bits } = what;
  return { type: 'segment', segment: { seq: add(rcvNxt, what.seq), ack, wnd, text, options, ...bits } };
}

/** Plain data all through: no NaN, no Infinity, no fraction, nothing undefined. */
function expectPlain(value: unknown, path: string): void {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error(`${path} is ${value}`);
  if (value === undefined || typeof value === 'function') throw new Error(`${path} is ${typeof value}`);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) expectPlain(inner, `${path}.${key}`);
}

const isSeq = (value: number): boolean => value >= 0 && value <= 0xffff_ffff;

function expectSound(tcb: Tcb): void {
  expectPlain(tcb, tcb.state);
  if (tcb.state === 'TIME-WAIT') {
    expect([tcb.sndNxt, tcb.rcvNxt].every(isSeq)).toBe(true);
    return;
  }
  const { snd, rcv } = tcb;
  expect([snd.iss, snd.una, snd.nxt, snd.wl1, snd.wl2, snd.resend, rcv.irs, rcv.nxt, rcv.acked].every(isSeq)).toBe(
    true,
  );
  expect(distance(snd.una, snd.nxt), 'SND.UNA is not beyond SND.NXT').toBeGreaterThanOrEqual(0);
  for (const [name, value] of Object.entries({ wnd: snd.wnd, cwnd: snd.cwnd, ssthresh: snd.ssthresh, mss: snd.mss }))
    expect(value, `SND ${name}`).toBeGreaterThanOrEqual(0);
  for (const [name, value] of Object.entries({ wnd: rcv.wnd, unread: rcv.unread })) {
    expect(value, `RCV ${name}`).toBeGreaterThanOrEqual(0);
  }
  if (snd.srtt !== null) expect(snd.rto, 'RTO').toBeGreaterThan(0);
}

const ENDS = [
  { address: '10.0.0.1', port: 1 },
  { address: '10.0.0.2', port: 2 },
] as const;

/** What goes out can go out: it is the same after the wire. */
function expectSendable(segment: Segment): void {
  const packet = { source: ENDS[0], destination: ENDS[1], segment };
  const { psh } = segment;
  const read = decodePacket(encodePacket(packet));
  expect(read).toMatchObject({ ok: true, checksums: 'good', packet: { segment: { ...segment, psh } } });
}

function expectGood(effect: Effect): void {
  expectPlain(effect, effect.type);
  if (effect.type === 'transmit') expectSendable(effect.segment);
  if (effect.type === 'reopen') expectSendable(effect.otherwise);
}

const START = new Map(
  PROFILES.flatMap((profile) =>
    STATES.map((state) => {
      const pair = reach(state, { profile, tcb: { windowScale: 3 } });
      return [`${profile} ${state}`, { tcb: deepFreeze(pair.tcb.A), now: pair.now }] as const;
    }),
  ),
);

const run = fc.record({
  profile: fc.constantFrom(...PROFILES),
  state: fc.constantFrom(...STATES),
  happenings: fc.array(happening, { minLength: 1, maxLength: 12 }),
});

test('any events in any order, in every state, under every profile', () => {
  checkCases('events', run, ({ profile, state, happenings }) => {
    const machine = createMachine({ profile });
    let { tcb, now } = START.get(`${profile} ${state}`)!;
    for (const { wait, what } of happenings) {
      now += wait;
      const env = { now, iss: seq(123_456_789), sysctls: DEFAULT_SYSCTLS };
      const next = machine.step(tcb, deepFreeze(eventFor(tcb, what)), env);
      if (next.tcb.state !== tcb.state) {
        expect(isLegal(tcb.state, next.tcb.state), `${tcb.state} → ${next.tcb.state}`).toBe(true);
      }
      expect(next.illegal).toBeUndefined();
      expectSound(next.tcb);
      next.effects.forEach(expectGood);
      tcb = deepFreeze(next.tcb);
    }
    return 'accepted';
  });
});
