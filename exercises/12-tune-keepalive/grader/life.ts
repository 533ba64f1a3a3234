/** One connection's life: a client with its options and its heartbeat, a peer that something befalls, virtual time. */
import { createWorld, type Scenario } from '@lastack/simulator';
import { createMachine } from '@lastack/tcp';
import type { Trace, TraceRecord } from '@lastack/trace';
import type { Config, Settings } from '#subject';
import { Client, type End } from './client.ts';
import { optionsOf } from './options.ts';
import { peerMachine, type Fate, type Heard } from './peer.ts';

export interface Plan {
  readonly settings: Settings;
  /** What befalls the peer at this moment; ms. */
  readonly fate: (now: number, heard: Heard) => Fate;
  /** When the client sends a request; ms. */
  readonly sends: readonly number[];
  readonly until: number;
}

export interface Life {
  readonly trace: Trace;
  /** When and how the client's program learnt that it is over. */
  readonly end: End | null;
  /** When octets of the peer last came; ms. */
  readonly heardAt: number | null;
}

/** The handshake is over for the client at 20 ms, when the SYN,ACK comes: the peer's first word. */
export const CONNECTED = 20;

const CLIENT = createMachine({ profile: 'linux' });

export function live({ settings, fate, sends, until }: Plan): Life {
  const records: TraceRecord[] = [];
  const world = createWorld(scenario(settings.socket), {
    machine: { client: CLIENT, peer: peerMachine(fate) },
    observe: (record) => records.push(asItWas(record, fate)),
  });
  world.advance(CONNECTED * 1_000);
  const client = new Client(world, settings.heartbeat, sends);
  for (let at = client.act(); at <= until * 1_000; at = client.act()) world.advance(at);
  const trace = { version: 1, seed: world.seed, hosts: world.hosts, records, end: world.now } as const;
  return { trace, end: client.end, heardAt: client.heardAt };
}

const scenario = (config: Config): Scenario => ({
  version: 1,
  hosts: { client: {}, peer: { programs: ANSWERS } },
  script: [
    { at: 0, host: 'peer', call: 'listen', socket: 'door', port: 80 },
    { at: 0, host: 'client', call: 'socket', socket: 'c' },
    ...optionsOf(config).map((option) => ({ at: 0, host: 'client', call: 'setsockopt', socket: 'c', option }) as const),
    { at: 0, host: 'client', call: 'connect', socket: 'c', to: 'peer', port: 80 },
  ],
});

/** The peer's program reads whatever comes, and says as much. */
const ANSWERS = [
  { on: 'incoming', call: 'accept' },
  { on: 'readable', call: 'recv' },
  { on: 'readable', call: 'send', text: 'pong' },
] as const;

/** What reaches a silent peer was lost on the way, and is drawn so. */
function asItWas(record: TraceRecord, fate: Plan['fate']): TraceRecord {
  if (record.type !== 'arrive' || record.host !== 'peer') return record;
  const now = record.at / 1_000;
  if (fate(now, { packet: now, octets: now }) !== 'silent') return record;
  return { type: 'drop', at: record.at, host: 'client', packet: record.packet, reason: 'fault' };
}
