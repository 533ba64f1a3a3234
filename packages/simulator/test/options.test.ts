/** Socket options in a scenario have the units of tcp(7), and a trace shows them as strace does. */
import { expect, test } from 'vitest';
import { parseScenario, run, type Scenario } from '../src/index.ts';

const SILENT_PEER: Scenario = {
  version: 1,
  hosts: { A: {}, B: { programs: [{ on: 'incoming', call: 'accept' }] } },
  script: [
    { at: 0, host: 'B', call: 'listen', socket: 'door', port: 80 },
    { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80 },
    { at: 100, host: 'A', call: 'setsockopt', socket: 'a', option: { name: 'SO_KEEPALIVE', value: true } },
    { at: 100, host: 'A', call: 'setsockopt', socket: 'a', option: { name: 'TCP_KEEPIDLE', value: 2 } },
    { at: 100, host: 'A', call: 'setsockopt', socket: 'a', option: { name: 'TCP_USER_TIMEOUT', value: 4000 } },
  ],
  until: 3_000,
};

test('TCP_KEEPIDLE is in seconds: the first probe comes 2 s after the last segment from the peer', () => {
  const { records } = run(SILENT_PEER);
  const probes = records.filter((record) => record.type === 'transmit' && record.host === 'A' && record.at > 100_000);
  expect(probes.map(({ at }) => at)).toEqual([20_000 + 2_000_000]);
});

test.each([
  ['linux', 9],
  ['freebsd', 8],
] as const)(
  '%s: %i keepalive probes go unanswered, 75 s apart, unless a sysctl or the socket says otherwise',
  (profile, probes) => {
    const { hosts, script = [] } = SILENT_PEER;
    const { records } = run({
      ...SILENT_PEER,
      hosts: { ...hosts, A: { profile } },
      // A probe has the number before SND.NXT, which is A's ISN.
      faults: [{ packet: { from: 'A', flags: 'ACK', seq: 0 }, fate: 'drop' }],
      script: script.slice(0, 3),
      until: 8_000_000,
    });
    const sent = records.filter((record) => record.type === 'transmit' && record.host === 'A' && record.at > 1_000_000);
    expect(sent.length).toBe(probes + 1);
  },
);

test('a trace shows the values that were set, not those inside', () => {
  const calls = run(SILENT_PEER).records.flatMap((record) =>
    record.type === 'call' && record.call === 'setsockopt' ? [record.args] : [],
  );
  expect(calls).toEqual([
    ['SO_KEEPALIVE', 1],
    ['TCP_KEEPIDLE', 2],
    ['TCP_USER_TIMEOUT', 4000],
  ]);
});

test('TCP_KEEPIDLE of 2,000,000 is a mistake of units, and refused with its place', () => {
  const text = JSON.stringify(SILENT_PEER).replace('"value":2}', '"value":2000000}');
  const parsed = parseScenario(text, 'keepalive.json');
  expect(parsed.ok ? [] : parsed.problems.map(({ line, column }) => [line, column])).toEqual([
    [1, text.indexOf('2000000') + 1],
  ]);
});
