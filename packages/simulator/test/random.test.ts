import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProfileName } from '@lastack/tcp';
import type { Trace } from '@lastack/trace';
import { run, type RuleSpec, type Scenario, type ScriptedCall } from '../src/index.ts';
import { of, results } from './reading.ts';

/** Every octet says where it belongs, so that one lost, doubled or misplaced shows. */
const text = (octets: number): string =>
  Array.from({ length: octets }, (_, i) => String.fromCharCode(33 + ((i * 7 + (i >> 6)) % 90))).join('');

const chance = fc.double({ min: 0, max: 0.25, noNaN: true });
const profile = fc.constantFrom<ProfileName>('rfc9293', 'linux', 'freebsd');

const world = fc.record({
  seed: fc.integer({ min: 0, max: 0xffff_ffff }),
  profiles: fc.tuple(profile, profile),
  link: fc.record({ delay: fc.integer({ min: 0, max: 80 }), loss: chance, duplicate: chance, reorder: chance }),
  sends: fc.array(fc.integer({ min: 1, max: 12_000 }), { minLength: 1, maxLength: 4 }),
  answer: fc.integer({ min: 1, max: 6_000 }),
  closesAfter: fc.integer({ min: 0, max: 3_000 }),
});

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const READER: readonly RuleSpec[] = [{ on: 'readable', call: 'recv' }];

function scenarioOf({ seed, profiles: [a, b], link, sends, answer, closesAfter }: World): Scenario {
  const whole = text(sends.reduce((sum, each) => sum + each, 0));
  let sent = 0;
  const script: ScriptedCall[] = sends.map((octets, i) => {
    const part = whole.slice(sent, (sent += octets));
    return { at: 100 * i, host: 'A', call: 'send', socket: 'a', text: part };
  });
  return {
    version: 1,
    seed,
    hosts: {
      A: { profile: a, programs: [...READER] },
      B: {
        profile: b,
        programs: [
          { on: 'incoming', call: 'accept' },
          ...READER,
          { on: 'accepted', call: 'send', text: text(answer) },
          { on: 'peer-closed', call: 'close', delay: closesAfter },
        ],
      },
    },
    links: [{ between: ['A', 'B'], ...link }],
    script: [
      { at: 0, host: 'B', call: 'listen', socket: 'door', port: 80 },
      { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80, from: 40_000 },
      ...script,
      { at: 500, host: 'A', call: 'shutdown', socket: 'a' },
    ],
    until: 3_600_000,
  };
}

const received = (trace: Trace, host: string): string =>
  results(trace, host, 'recv')
    .filter((each): each is string => typeof each === 'string' && !/^E[A-Z]+$/.test(each))
    .join('');

/** Some call on either host said that something went wrong. */
const failed = (trace: Trace): boolean => of(trace, 'result').some(({ error }) => error !== null);

test('over any lossy, doubling, reordering link all octets arrive once and in order, or a call says why not', () => {
  let whole = 0;
  fc.assert(
    fc.property(world, (each) => {
      const trace = run(scenarioOf(each));
      const request = text(each.sends.reduce((sum, octets) => sum + octets, 0));
      const answer = text(each.answer);
      expect(request.startsWith(received(trace, 'B'))).toBe(true);
      expect(answer.startsWith(received(trace, 'A'))).toBe(true);
      if (failed(trace)) return;
      expect(received(trace, 'B')).toBe(request);
      expect(received(trace, 'A')).toBe(answer);
      whole += 1;
    }),
    { numRuns: 150, seed: 9293 },
  );
  expect(whole).toBeGreaterThan(135);
});

test('the same scenario and seed give the same trace, character for character', () => {
  fc.assert(
    fc.property(world, (each) => {
      expect(JSON.stringify(run(scenarioOf(each)))).toBe(JSON.stringify(run(scenarioOf(each))));
    }),
    { numRuns: 30, seed: 9293 },
  );
});
