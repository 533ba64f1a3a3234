/**
 * What one pass over a trace tells every view of it: whose address it is, which numbers count from where,
 * which call a result answers.
 * Next: story/words.ts
 */
import { add, distance, type Seq } from '@lastack/tcp';
import type { CallRecord, Endpoint, HostName, Packet, PacketId, SocketId, Trace } from './record.ts';

/** SEG.SEQ and SEG.ACK counted from the initial sequence numbers: a SYN has 0, the first octet of text 1. */
export interface RelativeNumbers {
  readonly seq: number;
  readonly ack: number | null;
}

export interface Reading {
  readonly trace: Trace;
  /** The host that has this address, or `null` for a stranger. */
  hostAt(address: string): HostName | null;
  /** The host that sent a packet, or `address:port` for a stranger. */
  senderOf(packet: Packet): string;
  numbers(packet: Packet): RelativeNumbers;
  callOf(id: number): CallRecord | null;
  /** The addresses of a socket as far as the whole trace knows them. */
  endpointsOf(socket: SocketId): { readonly local: Endpoint | null; readonly remote: Endpoint | null };
}

export const endpointText = (endpoint: Endpoint): string =>
  endpoint.address.includes(':') ? `[${endpoint.address}]:${endpoint.port}` : `${endpoint.address}:${endpoint.port}`;

const direction = (from: Endpoint, to: Endpoint): string => `${endpointText(from)}>${endpointText(to)}`;

/**
 * The initial sequence number of each direction, as it stood when a packet set out. A SYN names it; without one the
 * first number seen is taken for octet 1, as Wireshark does. An old packet keeps the numbers of its own incarnation.
 */
class NumberBook {
  readonly #initial = new Map<string, Seq>();
  readonly #packets = new Map<PacketId, RelativeNumbers>();
  /** For a duplicate, which has an id of its own: the same identity at the same number is the same old segment. */
  readonly #copies = new Map<string, RelativeNumbers>();

  read(packet: Packet): RelativeNumbers {
    const copy = `${packet.identity} ${packet.segment.seq}`;
    const numbers = this.#packets.get(packet.id) ?? this.#copies.get(copy) ?? this.#count(packet);
    this.#packets.set(packet.id, numbers);
    this.#copies.set(copy, numbers);
    return numbers;
  }

  #count(packet: Packet): RelativeNumbers {
    const { source, destination, segment } = packet;
    const there = direction(source, destination);
    const back = direction(destination, source);
    if (segment.syn || !this.#initial.has(there)) {
      this.#initial.set(there, segment.syn || segment.rst ? segment.seq : add(segment.seq, -1));
    }
    if (segment.ack !== null && !this.#initial.has(back)) this.#initial.set(back, add(segment.ack, -1));
    return {
      seq: distance(this.#initial.get(there)!, segment.seq),
      ack: segment.ack === null ? null : distance(this.#initial.get(back)!, segment.ack),
    };
  }
}

function read(trace: Trace): Reading {
  const byAddress = new Map(trace.hosts.map((host) => [host.address, host.name]));
  const numbers = new NumberBook();
  // The same address may be several hosts' own: 127.0.0.1 is everybody's.
  const senders = new Map<PacketId, HostName>();
  const originals = new Map<string, HostName>();
  const calls = new Map<number, CallRecord>();
  const sockets = new Map<SocketId, { local: Endpoint | null; remote: Endpoint | null }>();
  for (const record of trace.records) {
    if (record.type === 'call') calls.set(record.id, record);
    if (record.type === 'transmit') {
      senders.set(record.packet.id, record.host);
      originals.set(record.packet.identity, record.host);
    }
    if (record.type === 'transmit' || record.type === 'arrive' || record.type === 'drop') numbers.read(record.packet);
    if (record.type === 'socket') {
      const before = sockets.get(record.socket);
      sockets.set(record.socket, {
        local: record.local ?? before?.local ?? null,
        remote: record.remote ?? before?.remote ?? null,
      });
    }
  }
  return {
    trace,
    hostAt: (address) => byAddress.get(address) ?? null,
    senderOf: ({ id, identity, source }) =>
      senders.get(id) ?? originals.get(identity) ?? byAddress.get(source.address) ?? endpointText(source),
    numbers: (packet) => numbers.read(packet),
    callOf: (id) => calls.get(id) ?? null,
    endpointsOf: (socket) => sockets.get(socket) ?? { local: null, remote: null },
  };
}

const readings = new WeakMap<Trace, Reading>();

/** Reads a trace once; a trace never changes, so the same one is not read twice. */
export function readTrace(trace: Trace): Reading {
  const known = readings.get(trace);
  if (known) return known;
  const reading = read(trace);
  readings.set(trace, reading);
  return reading;
}

/** Which transmission of the same segment this is, from 1: the `#n` that ends a packet's identity. */
export function transmissionOf(packet: Packet): number {
  const match = /#(\d+)$/.exec(packet.identity);
  return match ? Number(match[1]) : 1;
}
