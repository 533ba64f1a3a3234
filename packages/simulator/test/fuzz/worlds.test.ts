/** What holds in any world: octets once and in order or an error, chance that does not scramble, runs that end. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Signal } from '@lastack/tcp';
import type { Trace } from '@lastack/trace';
import { run, type FaultSpec, type Scenario } from '../../src/index.ts';
import { checkCases } from '../../../../scripts/soak/cases.ts';
import { of } from '../reading.ts';
import { anyWorld, requestOf, scenarioOf, stream } from './any-world.ts';

/** No world here has more to tell: 50 kB there and back, with every retransmission and every copy. */
const MOST_RECORDS = 50_000;

/** What recv() gave on a host, in order: octets, 0 for the end, or an error. */
function told(trace: Trace, host: string): { octets: string; end: boolean; error: boolean } {
  const calls = of(trace, 'call').filter((record) => record.host === host && record.call === 'recv');
  const ids = new Set(calls.map(({ id }) => id));
  const results = of(trace, 'result').filter(({ id }) => ids.has(id));
  const octets = results.map(({ value }) => (typeof value === 'string' ? value : '')).join('');
  return { octets, end: results.some(({ value }) => value === 0), error: results.some(({ error }) => error !== null) };
}

/** A TCP that gave up, or was told to. Where close() came first, nobody is left to be told. */
const DEATHS: readonly Signal[] = ['timed-out', 'reset', 'refused'];

const someCallFailed = (trace: Trace): boolean => of(trace, 'result').some(({ error }) => error !== null);
const someEndDied = (trace: Trace): boolean => of(trace, 'signal').some(({ signal }) => DEATHS.includes(signal));

/** Of a connection that dies, a host that has not closed it is told: by an error, or it has read the end before. */
function nobodyIsLeftInTheDark(trace: Trace): void {
  for (const { host, socket, signal, at } of of(trace, 'signal')) {
    if (!DEATHS.includes(signal)) continue;
    const closed = of(trace, 'descriptor').some(
      (each) => each.socket === socket && each.action === 'closed' && each.at <= at,
    );
    const opened = of(trace, 'descriptor').some(
      (each) => each.socket === socket && each.action === 'opened' && each.at <= at,
    );
    const failed = of(trace, 'result').some((each) => each.host === host && each.error !== null);
    if (opened && !closed) expect(failed || told(trace, host).end, `${host} is told that it was ${signal}`).toBe(true);
  }
}

test('all octets arrive once and in order and both ends are told of the end, or of the error', () => {
  checkCases('delivery', anyWorld(6_000, 0.35), (world) => {
    const trace = run(scenarioOf(world));
    expect(trace.records.length).toBeLessThan(MOST_RECORDS);
    const [request, answer] = [requestOf(world), stream(world.answer)];
    const [a, b] = [told(trace, 'A'), told(trace, 'B')];
    expect(request.startsWith(b.octets), 'what B read is how the request begins').toBe(true);
    expect(answer.startsWith(a.octets), 'what A read is how the answer begins').toBe(true);
    nobodyIsLeftInTheDark(trace);
    if (someCallFailed(trace) || someEndDied(trace)) return 'refused';
    expect([b.octets.length, a.octets.length]).toEqual([request.length, answer.length]);
    expect([b.end, a.end], 'both are told of the end').toEqual([true, true]);
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
