/**
 * Edges for which packetdrill has no words: two hosts, several connections, ICMP. Each world starts with every socket
 * CLOSED.
 */
import { createWorld, run, type Scenario, type ScriptedCall, type World } from '@lastack/simulator';
import type { Seq } from '@lastack/tcp';
import type { Packet, Trace, TraceRecord } from '@lastack/trace';

export interface NamedTrace {
  readonly name: string;
  readonly authority: string;
  readonly trace: Trace;
}

const OPEN: readonly ScriptedCall[] = [
  { at: 0, host: 'B', call: 'listen', socket: 'door', port: 80 },
  { at: 0, host: 'B', call: 'accept', socket: 'door', as: 'b' },
  { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80, from: 40_000 },
];

const CLOSED_BY_A: readonly ScriptedCall[] = [
  ...OPEN.slice(0, 2),
  { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80 },
  { at: 100, host: 'A', call: 'close', socket: 'a' },
  { at: 200, host: 'B', call: 'close', socket: 'b' },
];

const scenario = (
  script: readonly ScriptedCall[],
  sysctls: Readonly<Record<string, number | string>> = {},
): Scenario => ({
  version: 1,
  hosts: { A: { sysctls }, B: {} },
  script,
});

const SCENARIOS: readonly (readonly [name: string, authority: string, scenario: Scenario])[] = [
  ['ABORT in LISTEN', 'RFC 9293 §3.10.5', scenario([OPEN[0]!, { at: 10, host: 'B', call: 'abort', socket: 'door' }])],
  [
    'ABORT in TIME-WAIT',
    'RFC 9293 §3.10.5; ss(8), -K: measured on Linux 6.18',
    scenario([
      ...OPEN,
      { at: 100, host: 'A', call: 'shutdown', socket: 'a' },
      { at: 200, host: 'B', call: 'close', socket: 'b' },
      { at: 1_000, host: 'A', call: 'abort', socket: 'a' },
    ]),
  ],
  [
    'tcp_tw_reuse=1: connect() takes the port over',
    'ip-sysctl; measured on Linux 6.18',
    scenario([...CLOSED_BY_A, { at: 3_000, host: 'A', call: 'connect', socket: 'again', to: 'B', port: 80 }], {
      'net.ipv4.tcp_tw_reuse': 1,
      'net.ipv4.ip_local_port_range': '40000 40000',
    }),
  ],
  [
    'tcp_max_tw_buckets=0: nobody may wait',
    'ip-sysctl; measured on Linux 6.18',
    scenario(CLOSED_BY_A, { 'net.ipv4.tcp_max_tw_buckets': 0 }),
  ],
];

/** A world whose first packet with a SYN from `host` is answered by “port unreachable” in place of delivery. */
function unreachable(host: 'A' | 'B'): Trace {
  const records: TraceRecord[] = [];
  const { version, hosts } = scenario([]);
  const faults = [{ packet: { from: host, has: 'SYN' as const }, fate: 'drop' as const }];
  const script = OPEN.filter(({ call }) => call !== 'accept');
  const world: World = createWorld(
    { version, hosts, script, faults },
    { observe: (record) => void records.push(record) },
  );
  world.advance(100_000);
  const quoted = records.findLast((record) => record.type === 'transmit' && record.host === host);
  if (quoted?.type !== 'transmit') throw new Error(`${host} sent no SYN`);
  const { source, destination, segment }: Packet = quoted.packet;
  world.icmp({ source, destination }, { kind: 'port-unreachable', seq: segment.seq satisfies Seq });
  return { version: 1, seed: world.seed, hosts: world.hosts, records, end: world.now };
}

/** RFC 9293 lets a listener call out; the sockets of Linux and FreeBSD refuse. */
function listenerCallsOut(by: 'OPEN' | 'SEND'): Trace {
  const records: TraceRecord[] = [];
  const hosts = { A: { profile: 'rfc9293' }, B: { profile: 'rfc9293' } } as const;
  const door = { at: 0, call: 'listen', socket: 'door' } as const;
  const script = [
    { ...door, host: 'B', port: 80 },
    { ...door, host: 'A', port: 40_000 },
  ];
  const world = createWorld({ version: 1, hosts, script }, { observe: (record) => void records.push(record) });
  world.advance(1_000);
  const fd = 3;
  if (by === 'OPEN') world.call('A', { call: 'connect', fd, address: 'B', port: 80 });
  else world.call('A', { call: 'send', fd, bytes: 'hello', to: { address: 'B', port: 80 } });
  world.advance(1_000_000);
  return { version: 1, seed: world.seed, hosts: world.hosts, records, end: world.now };
}

export function worlds(): readonly NamedTrace[] {
  return [
    ...SCENARIOS.map(([name, authority, each]) => ({ name, authority, trace: run(each) })),
    { name: 'port unreachable, quoting our SYN', authority: 'RFC 5927 §4.1; RFC 5461', trace: unreachable('A') },
    { name: 'port unreachable, quoting our SYN,ACK', authority: 'RFC 5927 §4.1; RFC 5461', trace: unreachable('B') },
    { name: 'a listener calls out: OPEN', authority: 'RFC 9293 §3.10.1, LISTEN', trace: listenerCallsOut('OPEN') },
    { name: 'a listener calls out: SEND', authority: 'RFC 9293 §3.10.2, LISTEN', trace: listenerCallsOut('SEND') },
  ];
}
