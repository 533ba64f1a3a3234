/** Wireshark reads every capture that the shipped scenarios write, over IPv4 and IPv6, and finds what our trace says. */
import { describe, expect, test } from 'vitest';
import { traceToPcap, type Trace } from '@lastack/trace';
import { dissect, expected, missing } from '../../../scripts/tshark.ts';
import { run, SCENARIOS, type Scenario } from '../src/index.ts';
import { of } from './reading.ts';

/** The same hosts at addresses of IPv6. */
const overIpv6 = (scenario: Scenario): Scenario => ({
  ...scenario,
  hosts: Object.fromEntries(
    Object.entries(scenario.hosts).map(([name, host], index) => [name, { ...host, address: `2001:db8::${index + 1}` }]),
  ),
});

const expectRead = (trace: Trace): void => {
  const sent = of(trace, 'transmit').map(({ packet }) => packet);
  expect(sent.length).toBeGreaterThan(0);
  expect(dissect(traceToPcap(trace))).toEqual(sent.map(expected));
};

describe.skipIf(missing('tshark'))('tshark', () => {
  test.each(Object.entries(SCENARIOS))('%s, IPv4 and IPv6', (_, scenario) => {
    expectRead(run(scenario));
    expectRead(run(overIpv6(scenario)));
  });

  test('at a host: what it sent and what reached it', () => {
    const trace = run(SCENARIOS['lost-last-ack']);
    for (const { name } of trace.hosts) {
      const seen = trace.records.flatMap((record) =>
        (record.type === 'transmit' || record.type === 'arrive') && record.host === name ? [record.packet] : [],
      );
      expect(dissect(traceToPcap(trace, { host: name }))).toEqual(seen.map(expected));
    }
  });
});
