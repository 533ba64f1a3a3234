/**
 * What each capture of a real Linux shows, and the same as a scenario. Application times are the capture's own; what
 * the kernel did by itself (ACKs, retransmissions, probes, resets) is the simulator's to find.
 */
import type { HostSpec, LinkSpec, Scenario, ScriptedCall } from '../../src/index.ts';

export interface Twin {
  /** The file, without `.pcap`. */
  readonly capture: string;
  readonly shows: string;
  /** Whose network interface the capture stands at; `wire`: between the two, every packet when it was sent. */
  readonly seenAt: 'A' | 'B' | 'wire';
  /** Which of the capture's connections, from 0. Absent: the only one. */
  readonly connection?: number;
  readonly scenario: Scenario;
  /** The capture begins at this moment of the scenario, ms; absent: with it. */
  readonly from?: number;
  /** What the diagnosis of the capture says, after who they are. */
  readonly says: readonly string[];
  /** How far a segment's time may be from the capture's, ms, counted from the first segment of both. */
  readonly tolerance: number;
  readonly why: string;
  readonly limit?: Limit;
}

/** What is known to differ, and why. */
export interface Limit {
  /** Indices of the capture's segments that the simulator does not send. */
  readonly without: readonly number[];
  /** How many segments at the end of ours the capture does not have. */
  readonly beyond: number;
  /** From which segment on the times differ. */
  readonly untimedFrom: number;
  readonly reason: string;
}

interface Parts {
  readonly hosts?: Readonly<Record<string, HostSpec>>;
  readonly link?: Partial<LinkSpec>;
  readonly faults?: Scenario['faults'];
  readonly until?: number;
}

type Event = ScriptedCall;

/** Two Linux hosts, 10 µs apart as on a veth pair; A opens at 0. */
function between(script: readonly Event[], { hosts, link, faults, until }: Parts = {}): Scenario {
  return {
    version: 1,
    hosts: { A: { ...hosts?.A, profile: 'linux' }, B: { ...hosts?.B, profile: 'linux' } },
    links: [{ between: ['A', 'B'], delay: 0.01, ...link }],
    script: [
      { at: 0, host: 'B', call: 'listen', socket: 'door', port: 80 },
      { at: 0, host: 'B', call: 'accept', socket: 'door', as: 'b' },
      { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80, from: 40_000 },
      ...script,
    ],
    ...(faults === undefined ? {} : { faults }),
    ...(until === undefined ? {} : { until }),
  };
}

const A = (at: number, call: 'shutdown' | 'close' | 'abort' | 'recv'): Event => ({ at, host: 'A', call, socket: 'a' });
const B = (at: number, call: 'shutdown' | 'close' | 'abort' | 'recv'): Event => ({ at, host: 'B', call, socket: 'b' });
const send = (at: number, host: 'A' | 'B', text: string): Event => ({
  at,
  host,
  call: 'send',
  socket: host.toLowerCase(),
  text,
});
const keepalive = (at: number, host: 'A' | 'B', idle: number, interval: number, count: number): Event[] => {
  const on = { at, host, call: 'setsockopt', socket: host.toLowerCase() } as const;
  return [
    { ...on, option: { name: 'SO_KEEPALIVE', value: true } },
    { ...on, option: { name: 'TCP_KEEPIDLE', value: idle } },
    { ...on, option: { name: 'TCP_KEEPINTVL', value: interval } },
    { ...on, option: { name: 'TCP_KEEPCNT', value: count } },
  ];
};

const TICK = 'the kernel’s delayed ACK comes with its tick (4 ms at HZ=250), ours after the whole of it';
const AT_ONCE = 'nothing waits for a clock of the kernel: what the processes took to be scheduled';
const WHEEL = 'the kernel’s timer wheel rounds seconds up by some 1 %, each time';

const CLOSING: readonly Twin[] = [
  {
    capture: 'a1',
    shows: 'A ends writing, B closes 115 ms later: four segments; without text before, the FIN is ACKed within a tick',
    seenAt: 'A',
    says: ['A closed first; the close took 4 segments.'],
    scenario: between([A(43.557, 'shutdown'), B(160.06, 'close')]),
    tolerance: 4,
    why: TICK,
  },
  {
    capture: 'a2',
    shows: 'B closes as soon as it reads the end: three segments',
    seenAt: 'A',
    says: ['A closed first; the close took 3 segments.'],
    scenario: between([A(302.915, 'close'), B(303.03, 'close')]),
    tolerance: 1,
    why: AT_ONCE,
  },
  {
    capture: 'a3',
    shows: 'a request, its answer, and B closes 21 ms after the FIN: three segments, since its ACK may wait 40 ms',
    seenAt: 'A',
    says: ['A closed first; the close took 3 segments.'],
    scenario: between([
      send(112.28, 'A', 'hi'),
      B(112.35, 'recv'),
      send(112.385, 'B', 'yo'),
      A(113, 'recv'),
      A(414.557, 'close'),
      B(435.66, 'close'),
    ]),
    tolerance: 1,
    why: AT_ONCE,
  },
  {
    capture: 'a4',
    shows: 'B answers into A’s half-close: the ACK of the FIN rides on the answer, B’s own FIN follows it',
    seenAt: 'A',
    says: ['A closed first; the close took 4 segments.'],
    scenario: between([
      send(5.612, 'A', 'GET'),
      A(5.66, 'shutdown'),
      B(5.7, 'recv'),
      send(5.72, 'B', 'bye'),
      B(5.74, 'close'),
    ]),
    tolerance: 1,
    why: AT_ONCE,
  },
  {
    capture: 'a6',
    shows: 'B closes 140 ms after the FIN: four segments, the bare ACK after 40 ms (the delayed ACK)',
    seenAt: 'A',
    says: ['A closed first; the close took 4 segments.'],
    scenario: between([
      send(0.125, 'A', 'hi'),
      B(0.138, 'recv'),
      send(0.14, 'B', 'yo'),
      A(1, 'recv'),
      A(200.274, 'close'),
      B(340.277, 'close'),
    ]),
    tolerance: 4,
    why: TICK,
  },
  {
    capture: 'ep0',
    shows: 'the listener closes first, and A dials again from the same port: the SYN finds TIME-WAIT, and is taken',
    seenAt: 'A',
    connection: 1,
    says: ['B closed first; the close took 3 segments.'],
    scenario: between(
      [
        { at: 0, host: 'B', call: 'accept', socket: 'door', as: 'b2' },
        B(0.127, 'close'),
        A(0.159, 'close'),
        { at: 126.545, host: 'A', call: 'connect', socket: 'a2', to: 'B', port: 80, from: 40_000 },
        { at: 126.732, host: 'B', call: 'close', socket: 'b2' },
        { at: 126.772, host: 'A', call: 'close', socket: 'a2' },
      ],
      { hosts: { A: { sysctls: { 'net.ipv4.tcp_timestamps': 0 } }, B: { sysctls: { 'net.ipv4.tcp_timestamps': 0 } } } },
    ),
    tolerance: 1,
    why: AT_ONCE,
  },
];

const RESETS: readonly Twin[] = [
  {
    capture: 'i1',
    shows: 'SO_LINGER {1, 0}: RST,ACK in place of the FIN',
    seenAt: 'A',
    says: ['A ended it with RST, without a FIN.'],
    scenario: between([send(0.19, 'A', 'data'), A(0.243, 'abort')]),
    tolerance: 1,
    why: AT_ONCE,
  },
  {
    capture: 'i2',
    shows: 'close() with six octets unread: RST,ACK in place of the FIN',
    seenAt: 'A',
    says: ['A ended it with RST, without a FIN.'],
    scenario: between([send(0.1, 'B', 'unread'), A(50.284, 'close')]),
    tolerance: 1,
    why: AT_ONCE,
  },
  {
    capture: 'i3',
    shows: 'close(), then the peer sends: a full close is no half-close, and is answered with RST',
    seenAt: 'A',
    says: ['A closed first.', 'A answered with RST: it had no such connection any more.'],
    scenario: between([A(0.165, 'close'), send(100.308, 'B', '1')]),
    tolerance: 4,
    why: TICK,
  },
  {
    capture: 'd2',
    shows: 'text for an orphan that has left FIN-WAIT-2 (tcp_fin_timeout): RST',
    seenAt: 'A',
    connection: 0,
    says: ['B answered with RST: it had no such connection any more.'],
    scenario: between([A(10, 'close'), send(140_000, 'B', 'late')], {
      hosts: { A: { sysctls: { 'net.ipv4.tcp_fin_timeout': 5 } } },
    }),
    from: 100_000,
    tolerance: 1,
    why: AT_ONCE,
  },
  {
    capture: 'd2',
    shows: 'the same after shutdown(): who still reads stays in FIN-WAIT-2, and takes the text',
    seenAt: 'A',
    connection: 3,
    says: ['No FIN and no RST: it was never closed while the capture ran.'],
    scenario: between([A(10, 'shutdown'), send(140_000, 'B', 'late'), send(140_100.246, 'B', 'late2')], {
      hosts: { A: { sysctls: { 'net.ipv4.tcp_fin_timeout': 5 } } },
      until: 200_000,
    }),
    from: 100_000,
    tolerance: 1,
    why: AT_ONCE,
  },
  {
    capture: 'g1',
    shows: 'B closes 95 s later: A’s orphan is gone, and the FIN meets RST',
    seenAt: 'B',
    says: ['A closed first.', 'B answered with RST: it had no such connection any more.'],
    scenario: between([A(10, 'close'), B(95_010, 'close')]),
    from: 90_000,
    tolerance: 1,
    why: AT_ONCE,
  },
];

const KEEPALIVE: readonly Twin[] = [
  {
    capture: 'f1',
    shows: 'keepalive 2 s, 1 s, 3: two probes answered, then silence: three probes, RST,ACK',
    seenAt: 'A',
    says: [
      'A gave up after unanswered probes, and sent RST.',
      'A probed the idle connection 5 times, 2 of them answered.',
    ],
    scenario: between(keepalive(0.1, 'A', 2, 1, 3), {
      faults: [
        { packet: { from: 'A', seq: 0, flags: 'ACK', match: 3 }, fate: 'drop' },
        { packet: { from: 'A', seq: 0, flags: 'ACK', match: 4 }, fate: 'drop' },
        { packet: { from: 'A', seq: 0, flags: 'ACK', match: 5 }, fate: 'drop' },
        { packet: { from: 'A', has: 'RST' }, fate: 'drop' },
      ],
      until: 20_000,
    }),
    tolerance: 130,
    why: WHEEL,
  },
  {
    capture: 'g4',
    shows: 'keepalive in CLOSE-WAIT: an orphan in FIN-WAIT-2 answers; when it is gone, RST',
    seenAt: 'B',
    connection: 1,
    says: [
      'B answered with RST: it had no such connection any more.',
      'A probed the idle connection twice, all were answered.',
    ],
    // 1.024 s is what the kernel's wheel made of 1 s: its second probe comes just after the orphan's 2 s, not before.
    scenario: between([...keepalive(0.1, 'B', 1.024, 1.024, 2), A(10, 'close')], {
      hosts: { A: { sysctls: { 'net.ipv4.tcp_fin_timeout': 2 } } },
    }),
    from: 500,
    tolerance: 1,
    why: WHEEL,
  },
  {
    capture: 'g4',
    shows: 'the same while the peer’s process lives: every probe is answered, CLOSE-WAIT stays',
    seenAt: 'B',
    connection: 0,
    says: [
      'A probed the idle connection 3 times, all were answered.',
      'No FIN and no RST: it was never closed while the capture ran.',
    ],
    scenario: between([...keepalive(0.1, 'B', 1, 1, 2), A(10, 'shutdown')], { until: 3_500 }),
    from: 500,
    tolerance: 60,
    why: WHEEL,
  },
];

const LOST_LAST_ACK: Scenario['faults'] = [{ packet: { from: 'A', flags: 'ACK', seq: 2 }, fate: 'drop' }];
const WHEEL_SLOTS =
  'both round each wait up to the end of a slot of the timer wheel, and where slots end depends on when the machine started';

const CACHED_RTO =
  'B had met j1’s delayed ACKs before: tcp_metrics keeps the round trip of a destination, and this connection began with ' +
  'an RTO of 1.25 s (tcp_init_metrics()), so that its last FIN came at 81 s and LAST-ACK ended at 163 s (ss). Hosts here ' +
  'remember no round trips; j3 is the same story in namespaces that had met nobody';

const LOST: readonly Twin[] = [
  {
    capture: 'j1',
    shows: 'the last ACK is lost for a while: the same FIN again and again, until an ACK comes through',
    seenAt: 'B',
    says: [
      'A closed first; the close took 4 segments.',
      'A FIN was sent again 5 times: it, or its ACK, was lost or late.',
    ],
    scenario: between([A(0.08, 'shutdown'), B(178.294, 'close'), A(200, 'close')], {
      faults: [1, 2, 3, 4, 5].map((match) => ({
        packet: { from: 'A', flags: 'ACK', seq: 2, match },
        fate: 'drop' as const,
      })),
    }),
    tolerance: 70,
    why: WHEEL_SLOTS,
  },
  {
    capture: 'j2',
    shows: 'the last ACK never comes: the FIN is repeated with doubling waits until LAST-ACK gives up',
    seenAt: 'B',
    says: [
      'A closed first; the last ACK is not in the capture.',
      'A FIN was sent again 7 times: it, or its ACK, was lost or late.',
    ],
    scenario: between([A(0.105, 'shutdown'), B(358.987, 'close'), A(360, 'close')], { faults: LOST_LAST_ACK }),
    tolerance: 10,
    why: WHEEL_SLOTS,
    limit: { without: [], beyond: 2, untimedFrom: 7, reason: CACHED_RTO },
  },
  {
    capture: 'j3',
    shows: 'the same between hosts that had never met: a tail loss probe, eight repetitions, the last after 53.5 s',
    seenAt: 'B',
    says: [
      'A closed first; the last ACK is not in the capture.',
      'A FIN was sent again 9 times: it, or its ACK, was lost or late.',
    ],
    scenario: between([A(0.097, 'shutdown'), B(311.753, 'close'), A(312, 'close')], { faults: LOST_LAST_ACK }),
    tolerance: 1_500,
    why: WHEEL_SLOTS,
  },
  {
    capture: 'wire-lost-fin-quiet',
    shows: 'the first FIN is lost: repeated after 200 ms and a round trip; B’s ACK rides on its own FIN',
    seenAt: 'wire',
    says: [
      'A closed first; the close took 3 segments.',
      'A FIN was sent again once: it, or its ACK, was lost or late.',
    ],
    scenario: between([send(23.3, 'A', 'hello'), B(30, 'recv'), A(156.049, 'shutdown')], {
      hosts: { B: { programs: [{ on: 'peer-closed', delay: 31, call: 'close' }] } },
      link: { delay: 0.2 },
      faults: [{ packet: { from: 'A', has: 'FIN', nth: 1 }, fate: 'drop' }],
    }),
    tolerance: 20,
    why: 'the wire is a process: it adds up to a millisecond each way, and that widens the measured round trip',
  },
  {
    capture: 'wire-lost-last-ack',
    shows: 'the last ACK is lost once: the repeated FIN is ACKed from TIME-WAIT',
    seenAt: 'wire',
    says: [
      'A closed first; the close took 3 segments.',
      'A FIN was sent again once: it, or its ACK, was lost or late.',
    ],
    scenario: between([send(2.9, 'A', 'hello'), B(10, 'recv'), A(152.552, 'shutdown'), B(187.7, 'close')], {
      link: { delay: 0.2 },
      faults: [{ packet: { from: 'A', flags: 'ACK', seq: 7, nth: 1 }, fate: 'drop' }],
    }),
    tolerance: 20,
    why: 'the wire is a process: it adds up to a millisecond each way, and that widens the measured round trip',
  },
  {
    capture: 'wire-simultaneous',
    shows: 'both FINs are held until both are out: simultaneous close, each FIN ACKed by a bare ACK (figure 13)',
    seenAt: 'wire',
    says: ['Both closed at once: the FINs crossed; the close took 4 segments.'],
    scenario: between([send(120.333, 'A', 'hello'), B(140, 'recv'), A(195.671, 'shutdown'), B(259.6, 'shutdown')], {
      link: { delay: 20 },
      faults: [
        { packet: { from: 'A', has: 'FIN', nth: 1 }, fate: 'hold', by: 400 },
        { packet: { from: 'B', has: 'FIN', nth: 1 }, fate: 'hold', by: 400 },
      ],
    }),
    tolerance: 150,
    why: 'the process that was the wire also asked both kernels for their states after each packet, 35–90 ms each time',
  },
];

export const TWINS: readonly Twin[] = [...CLOSING, ...RESETS, ...KEEPALIVE, ...LOST];
