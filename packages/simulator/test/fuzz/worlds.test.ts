/** What holds in any world: octets once and in order or an error, chance that does not scramble, runs that end. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Trace } from '@lastack/trace';
import { run, type FaultSpec, type Scenario } from '../../src/index.ts';
import { checkCases } from '../../../../scripts/soak/cases.ts';
import { of, results } from '../reading.ts';
import { anyWorld, requestOf, scenarioOf, stream } from './any-world.ts';

/** No world here has more to tell: 50 kB there and back, with every retransmission and every copy. */
const MOST_RECORDS = 50_000;

/** What recv() gave on a host: octets, 0 for the end, errors by their names. */
const told = (trace: Trace, host: string) => results(trace, host, 'recv');
const isError = (each: unknown): boolean => typeof each === 'string' && /^E[A-Z]{3,}$/.test(each);
const received = (trace: Trace, host: string): string =>
  told(trace, host)
    .filter((each) => typeof each === 'string' && !isError(each))
    .join('');

/** Some call on either host said that something went wrong. */
const failed = (trace: Trace): boolean => of(trace, 'result').some(({ error }) => error !== null);

test('all octets arrive once and in order and both ends are told of the end, or a call says why not', () => {
  checkCases('delivery', anyWorld(6_000, 0.35), (world) => {
    const trace = run(scenarioOf(world));
    expect(trace.records.length).toBeLessThan(MOST_RECORDS);
    const [request, answer] = [requestOf(world), stream(world.answer)];
    expect(request.startsWith(received(trace, 'B')), 'what B read is how the request begins').toBe(true);
    expect(answer.startsWith(received(trace, 'A')), 'what A read is how the answer begins').toBe(true);
    if (failed(trace)) return 'refused';
    expect([received(trace, 'B'), received(trace, 'A')]).toEqual([request, answer]);
    for (const host of ['A', 'B']) expect(told(trace, host), `${host} is told of the end`).toContain(0);
    return 'accepted';
  });
});

/** What became of a packet: why it was dropped, or how long each copy took, µs. */
type Fate = string;

/** By identity; without the last minute, whose packets may still be on their way. */
function fates(trace: Trace): Map<string, Fate> {
  const sent = new Map<string, number>();
  for (const { packet, at } of of(trace, 'transmit')) if (at < trace.end - 60_000_000) sent.set(packet.identity, at);
  const fate = new Map<string, string[]>([...sent.keys()].map((identity) => [identity, []]));
  for (const { packet, reason } of of(trace, 'drop')) fate.get(packet.identity)?.push(reason);
  for (const { packet, at } of of(trace, 'arrive'))
    fate.get(packet.identity)?.push(`+${at - sent.get(packet.identity)!}`);
  return new Map([...fate].map(([identity, each]) => [identity, each.join(' ')]));
}

const edits = fc.record({
  world: anyWorld(3_000, 0.3),
  /** Which packet, as a share of all. */
  which: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  fate: fc.constantFrom<FaultSpec['fate']>('drop', 'delay', 'duplicate'),
  by: fc.integer({ min: 1, max: 3_000 }),
});

test('editing one packet changes no other packet’s fate, and nothing at all before it is sent', () => {
  checkCases('one packet edited', edits, ({ world, which, fate, by }) => {
    // Of what the author picks by its place among others ("the third FIN"), an edit may change which that is.
    const scenario: Scenario = { ...scenarioOf(world), faults: [] };
    const before = run(scenario);
    const packets = of(before, 'transmit');
    const { packet, at } = packets[Math.floor(which * packets.length)]!;
    const edit: FaultSpec = { packet: { identity: packet.identity }, fate, ...(fate === 'drop' ? {} : { by }) };
    const after = run({ ...scenario, faults: [edit] });
    const earlier = ({ records }: Trace) => records.filter((record) => record.at < at);
    expect(JSON.stringify(earlier(after))).toBe(JSON.stringify(earlier(before)));
    const [was, is] = [fates(before), fates(after)];
    let others = 0;
    for (const [identity, other] of is) {
      if (identity === packet.identity || !was.has(identity)) continue;
      expect(other, `${identity} after ${fate} of ${packet.identity}`).toBe(was.get(identity));
      others += 1;
    }
    return others > 0 ? 'accepted' : 'refused';
  });
});
