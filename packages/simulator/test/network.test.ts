import { describe, expect, test } from 'vitest';
import { createMachine, type Machine } from '@lastack/tcp';
import type { Packet, Trace } from '@lastack/trace';
import { run, SCENARIOS, type FaultSpec, type Scenario } from '../src/index.ts';
import { play } from './playing.ts';
import { of, packets, results } from './reading.ts';

const base = SCENARIOS['four-way-close'];
const withFaults = (...faults: FaultSpec[]): Scenario => ({ ...base, faults });
const FIN_OF_A = 'A:40000>B:80 FIN,ACK seq=1 len=0 #1';

const arrivals = (trace: Trace) => of(trace, 'arrive').map(({ at, packet }) => `${at / 1_000} ${packet.identity}`);

describe('faults', () => {
  test('drop, by identity: the packet is recorded as sent and as dropped, and never arrives', () => {
    const trace = run(withFaults({ packet: { identity: FIN_OF_A }, fate: 'drop' }));
    expect(of(trace, 'drop').map(({ packet, reason }) => [packet.identity, reason])).toEqual([[FIN_OF_A, 'fault']]);
    expect(arrivals(trace).some((line) => line.endsWith(FIN_OF_A))).toBe(false);
    expect(packets(trace)).toContain('A:40000>B:80 FIN,ACK seq=1 len=0 #2');
  });

  test('delay and hold move the arrival; what was sent later may come first', () => {
    const delayed = run(withFaults({ packet: { from: 'A', has: 'FIN', nth: 1 }, fate: 'delay', by: 7 }));
    expect(arrivals(delayed)).toContain(`117 ${FIN_OF_A}`);
    const held = run(withFaults({ packet: { from: 'A', has: 'FIN', nth: 1 }, fate: 'hold', by: 180 }));
    expect(arrivals(held)).toContain(`180 ${FIN_OF_A}`);
  });

  test('duplicate: a packet of its own with the same identity', () => {
    const trace = run(withFaults({ packet: { from: 'A', flags: 'ACK,FIN', seq: 1 }, fate: 'duplicate', by: 3 }));
    const fins = of(trace, 'arrive').filter(({ packet }) => packet.identity === FIN_OF_A);
    expect(fins.map(({ at }) => at)).toEqual([110_000, 113_000]);
    expect(new Set(fins.map(({ packet }) => packet.id)).size).toBe(2);
  });

  test('match counts the packets that fit', () => {
    const trace = run(withFaults({ packet: { from: 'A', flags: 'ACK', match: 2 }, fate: 'drop' }));
    expect(of(trace, 'drop').map(({ packet }) => packet.identity)).toEqual(['A:40000>B:80 ACK seq=2 len=0 #1']);
  });
});

describe('two ends that answer each other for ever', () => {
  const linux = createMachine({ profile: 'linux' });
  /** Once established, every segment draws an ACK: so do the ends of two different connections, RFC 5961 §5. */
  const quarrelsome: Machine = {
    step(tcb, event, env) {
      const transition = linux.step(tcb, event, env);
      if (event.type !== 'segment' || tcb.state !== 'ESTABLISHED' || tcb.snd.nxt !== tcb.snd.una) return transition;
      const plain = { syn: false, fin: false, psh: false, text: '' };
      const answer = { ...event.segment, ...plain, seq: tcb.snd.nxt, ack: tcb.rcv.nxt };
      return { ...transition, effects: [{ type: 'transmit', segment: answer }] };
    },
  };
  const quarrel: Scenario = {
    version: 1,
    hosts: { A: {}, B: {} },
    links: [{ between: ['A', 'B'], delay: 1 }],
    script: [
      { at: 0, host: 'B', call: 'listen', socket: 'door', port: 80 },
      { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80 },
      { at: 10, host: 'A', call: 'send', socket: 'a', text: 'x' },
    ],
    until: 1_000,
  };
  /** How many packets say the same, for each thing that is said. */
  function saidAlike(records: readonly { readonly packet: Packet }[]): number[] {
    const counts = new Map<string, number>();
    for (const { packet } of records) {
      const said = `${packet.identity.split('#')[0]!} ${packet.segment.ack}`;
      counts.set(said, (counts.get(said) ?? 0) + 1);
    }
    return [...counts.values()];
  }

  const ways: readonly (readonly [string, Partial<Scenario>])[] = [
    ['a fault doubles every ACK', { faults: [{ packet: { flags: 'ACK' }, fate: 'duplicate' }] }],
    ['the link doubles every packet', { links: [{ between: ['A', 'B'], delay: 1, duplicate: 1 }] }],
  ];

  test.each(ways)('%s: of those that say the same, eight', (_, way) => {
    const trace = run({ ...quarrel, ...way }, { machine: quarrelsome });
    const sent = of(trace, 'transmit');
    expect(Math.max(...saidAlike(sent))).toBeGreaterThan(1_000);
    const ids = new Set(sent.map(({ packet }) => packet.id));
    const copies = of(trace, 'arrive').filter(({ packet }) => !ids.has(packet.id));
    expect(Math.max(...saidAlike(copies))).toBe(8);
  });

  test('without an end to it, the run says so after a million records', () => {
    const { until: _, ...endless } = quarrel;
    const faults = [{ packet: { flags: 'ACK' }, fate: 'duplicate' as const }];
    expect(() => run({ ...endless, faults }, { machine: quarrelsome })).toThrow(
      /^A million records by \d+ ms, and no end/,
    );
  });
});

describe('links', () => {
  test('a second connection on the same four-tuple is told apart', () => {
    const named = packets(run(SCENARIOS['old-segment'])).filter((identity) => identity.includes('SYN'));
    expect(named).toContain('A:40000>B:80 SYN seq=0 len=0 #1');
    expect(new Set(named).size).toBeGreaterThanOrEqual(2);
  });

  test('more routers than the time to live: dropped on the way, and the sender is told by ICMP', () => {
    const { connect, records } = play(
      { A: { sysctls: { 'net.ipv4.ip_default_ttl': 5, 'net.ipv4.tcp_syn_retries': 1 } }, B: {} },
      { links: [{ between: ['A', 'B'], hops: 5 }] },
    );
    expect(['ETIMEDOUT', 'EHOSTUNREACH']).toContain(connect('A', 'B', 80));
    expect(records.filter((record) => record.type === 'drop').every(({ reason }) => reason === 'ttl')).toBe(true);
  });

  test('one router fewer, and it arrives', () => {
    const links = [{ between: ['A', 'B'] as const, hops: 4 }];
    const { connect, listen } = play({ A: { sysctls: { 'net.ipv4.ip_default_ttl': 5 } }, B: {} }, { links });
    listen('B', 80);
    expect(connect('A', 'B', 80)).toBeTypeOf('number');
  });
});

describe('chance does not scramble', () => {
  const lossy: Scenario = {
    version: 1,
    hosts: { A: {}, B: { programs: [{ on: 'peer-closed', call: 'close' }] } },
    links: [{ between: ['A', 'B'], delay: 10, loss: 0.2, duplicate: 0.2, reorder: 0.3 }],
    script: [
      { at: 0, host: 'B', call: 'listen', socket: 'door', port: 80 },
      { at: 0, host: 'B', call: 'accept', socket: 'door', as: 'b' },
      { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80, from: 40_000 },
      { at: 5_000, host: 'A', call: 'send', socket: 'a', bytes: 20_000 },
      { at: 9_000, host: 'B', call: 'recv', socket: 'b' },
      { at: 9_000, host: 'A', call: 'close', socket: 'a' },
    ],
    until: 200_000,
  };

  /** What the network did with each packet: dropped, or how long each copy took, by identity. */
  function fates(trace: Trace): Map<string, string> {
    const sent = new Map(of(trace, 'transmit').map(({ packet, at }) => [packet.identity, at]));
    const told = new Map<string, string>();
    const say = (identity: string, what: string) => told.set(identity, `${told.get(identity) ?? ''}${what} `);
    for (const record of trace.records) {
      if (record.type === 'drop') say(record.packet.identity, record.reason);
      if (record.type === 'arrive') say(record.packet.identity, `+${record.at - sent.get(record.packet.identity)!}`);
    }
    return told;
  }

  test('the same seed gives the same run to the last character; another seed another', () => {
    expect(JSON.stringify(run(lossy))).toBe(JSON.stringify(run(lossy)));
    expect(JSON.stringify(run(lossy, { seed: 2 }))).not.toBe(JSON.stringify(run(lossy, { seed: 3 })));
  });

  test('dropping one packet changes no other packet’s fate', () => {
    const before = fates(run(lossy));
    const identities = [...before.keys()];
    expect(identities.length).toBeGreaterThan(20);
    for (const identity of identities) {
      const after = fates(run({ ...lossy, faults: [{ packet: { identity }, fate: 'drop' }] }));
      for (const [other, fate] of after) {
        if (other !== identity && before.has(other))
          expect(fate, `${other} after dropping ${identity}`).toBe(before.get(other));
      }
    }
  });

  test('loss, duplication and reordering all happen, and the octets arrive once and in order', () => {
    const trace = run(lossy);
    expect(of(trace, 'drop').some(({ reason }) => reason === 'loss')).toBe(true);
    expect(of(trace, 'arrive').length + of(trace, 'drop').length).toBeGreaterThan(of(trace, 'transmit').length);
    const text = 'abcdefghijklmnopqrstuvwxyz'.repeat(800).slice(0, 20_000);
    expect(results(trace, 'B', 'recv')).toEqual([text]);
  });
});
