/** Worlds of two hosts that exchange octets and close, over any link and with any packets lost, doubled or late. */
import fc from 'fast-check';
import type { ProfileName } from '@lastack/tcp';
import type { FaultSpec, RuleSpec, Scenario, ScriptedCall } from '../../src/index.ts';

/** Every octet says where it belongs, so that one lost, doubled or misplaced shows. */
export const stream = (octets: number): string =>
  Array.from({ length: octets }, (_, i) => String.fromCharCode(33 + ((i * 7 + (i >> 6)) % 90))).join('');

const chance = (max: number) => fc.double({ min: 0, max, noNaN: true });
const profile = fc.constantFrom<ProfileName>('rfc9293', 'linux', 'freebsd');

const packet = fc.record(
  {
    from: fc.constantFrom('A', 'B'),
    has: fc.constantFrom('SYN', 'ACK', 'FIN', 'PSH', 'RST'),
    length: fc.constantFrom(0, 1),
    nth: fc.integer({ min: 1, max: 4 }),
    match: fc.integer({ min: 1, max: 8 }),
  },
  { requiredKeys: [] },
);

/** A packet is dropped, doubled, late or held; which one a drop means, it says. */
const fault: fc.Arbitrary<FaultSpec> = fc.oneof(
  fc.record({ packet, by: fc.integer({ min: 0, max: 5_000 }), fate: fc.constantFrom('delay', 'duplicate', 'hold') }),
  packet.map((which): FaultSpec => ({ packet: { nth: 1, ...which }, fate: 'drop' })),
);

export interface World {
  readonly seed: number;
  readonly profiles: readonly [ProfileName, ProfileName];
  readonly link: {
    readonly delay: number;
    readonly loss: number;
    readonly duplicate: number;
    readonly reorder: number;
  };
  readonly faults: readonly FaultSpec[];
  /** Octets that A sends, each time. */
  readonly sends: readonly number[];
  /** Octets that B sends. */
  readonly answer: number;
  /** ms between A's FIN and B's close(). */
  readonly closesAfter: number;
}

/** `most` octets in one send(), and the highest chances. */
export const anyWorld = (most: number, loss: number): fc.Arbitrary<World> =>
  fc.record({
    seed: fc.integer({ min: 0, max: 0xffff_ffff }),
    profiles: fc.tuple(profile, profile),
    link: fc.record({
      delay: fc.integer({ min: 0, max: 80 }),
      loss: chance(loss),
      duplicate: chance(0.5),
      reorder: chance(1),
    }),
    faults: fc.array(fault, { maxLength: 4 }),
    sends: fc.array(fc.integer({ min: 1, max: most }), { minLength: 1, maxLength: 4 }),
    answer: fc.integer({ min: 1, max: most }),
    closesAfter: fc.integer({ min: 0, max: 3_000 }),
  });

/** Asks for octets, for the end, and for the error. */
const READER: readonly RuleSpec[] = [
  { on: 'readable', call: 'recv' },
  { on: 'peer-closed', call: 'recv' },
  { on: 'reset', call: 'recv' },
];

export const requestOf = ({ sends }: World): string => stream(sends.reduce((sum, each) => sum + each, 0));

/** B answers, and closes when A has ended; A ends after its last send(), and reads on. */
export function scenarioOf(world: World): Scenario {
  const whole = requestOf(world);
  let sent = 0;
  const sends = world.sends.map((octets, i): ScriptedCall => {
    const text = whole.slice(sent, (sent += octets));
    return { at: 100 * i, host: 'A', call: 'send', socket: 'a', text };
  });
  return {
    version: 1,
    seed: world.seed,
    hosts: {
      A: { profile: world.profiles[0], programs: [...READER] },
      B: {
        profile: world.profiles[1],
        programs: [
          { on: 'incoming', call: 'accept' },
          ...READER,
          { on: 'accepted', call: 'send', text: stream(world.answer) },
          { on: 'peer-closed', call: 'close', delay: world.closesAfter },
        ],
      },
    },
    links: [{ between: ['A', 'B'], ...world.link }],
    script: [
      { at: 0, host: 'B', call: 'listen', socket: 'door', port: 80 },
      { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80, from: 40_000 },
      ...sends,
      { at: 500, host: 'A', call: 'shutdown', socket: 'a' },
    ],
    faults: world.faults,
    until: 7_200_000,
  };
}
