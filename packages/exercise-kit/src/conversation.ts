/**
 * What was said to a function and what it answered, written down as a trace, so that its ladder looks like every
 * other ladder of the course. For exercises whose function sees one connection: a peer at the left, the learner's
 * code at the right.
 */
import { flagNames, NO_OPTIONS, seq, type Segment, type State } from '@lastack/tcp';
import type { Endpoint, Packet, PacketId, Trace, TraceRecord } from '@lastack/trace';
import { ladderOf } from './ladder-of.ts';
import type { Text } from './text.ts';

/** A segment in the words of an exercise: numbers from 0 to 2^32 − 1, octets of text, control bits. */
export interface SpokenSegment {
  readonly seq: number;
  /** `null` when the ACK bit is off. */
  readonly ack: number | null;
  readonly length?: number;
  readonly syn?: boolean;
  readonly fin?: boolean;
  readonly rst?: boolean;
}

export interface Conversation {
  /** The peer's segment reaches the learner's code; it left at the same moment. `at` in whole ms. */
  hears(at: number, segment: SpokenSegment): void;
  /** The learner's code answers. */
  says(at: number, segment: SpokenSegment): void;
  /** A segment leaves `from`, one of the two names; it is on its way until `arrives` or `loses` says what became of it. */
  leaves(at: number, from: string, segment: SpokenSegment): PacketId;
  arrives(at: number, packet: PacketId): void;
  /** The network makes a second one of it: the copy has an id of its own. */
  copies(packet: PacketId): PacketId;
  loses(at: number, packet: PacketId): void;
  /** A connection changes state, because of `cause`: the learner's, or that of the other name. */
  moves(at: number, from: State, to: State, cause: string, who?: string): void;
  note(at: number, text: string): void;
  /** Everything so far. */
  trace(): Trace;
  ladder(): Text;
}

const PEER: Endpoint = { address: '10.0.0.2', port: 40000 };
const HERE: Endpoint = { address: '10.0.0.1', port: 80 };
const SOCKET = 1;
const PEERS_SOCKET = 2;

/** A new conversation between `peer` and `here`: the names above the ladder's two lines. */
export function conversation(peer = 'peer', here = 'you'): Conversation {
  const records: TraceRecord[] = [];
  const sent = new Map<string, number>();
  let packets = 0;
  const socketOf = (host: string): number => (host === here ? SOCKET : PEERS_SOCKET);
  const underWay = new Map<PacketId, { readonly packet: Packet; readonly from: string }>();
  const leaves = (at: number, from: string, said: SpokenSegment): PacketId => {
    packets += 1;
    const name = `${from} ${JSON.stringify(said)}`;
    sent.set(name, (sent.get(name) ?? 0) + 1);
    const packet = packetOf(said, packets, sent.get(name) ?? 1, from === here);
    underWay.set(packets, { packet, from });
    records.push({ type: 'transmit', at: at * 1000, host: from, socket: socketOf(from), packet });
    return packets;
  };
  const arrives = (at: number, id: PacketId): void => {
    const { packet, from } = underWay.get(id)!;
    const to = from === here ? peer : here;
    records.push({ type: 'arrive', at: at * 1000, host: to, socket: socketOf(to), packet });
  };
  const copies = (id: PacketId): PacketId => {
    packets += 1;
    const { packet, from } = underWay.get(id)!;
    underWay.set(packets, { packet: { ...packet, id: packets }, from });
    return packets;
  };
  const loses = (at: number, id: PacketId): void => {
    const { packet, from } = underWay.get(id)!;
    records.push({ type: 'drop', at: at * 1000, host: from, packet, reason: 'fault' });
  };
  const trace = (): Trace => ({
    version: 1,
    seed: 0,
    hosts: [
      { name: peer, address: PEER.address, profile: 'rfc9293' },
      { name: here, address: HERE.address, profile: 'rfc9293' },
    ],
    records: [...records],
    end: records.at(-1)?.at ?? 0,
  });
  return {
    hears: (at, said) => arrives(at, leaves(at, peer, said)),
    says: (at, said) => arrives(at, leaves(at, here, said)),
    leaves,
    arrives,
    copies,
    loses,
    moves: (at, from, to, cause, who = here) =>
      void records.push({ type: 'state', at: at * 1000, host: who, socket: socketOf(who), from, to, cause }),
    note: (at, text) => void records.push({ type: 'note', at: at * 1000, host: here, text }),
    trace,
    ladder: () => ladderOf(trace(), { numbers: 'absolute' }),
  };
}

function packetOf(said: SpokenSegment, id: number, nth: number, outward: boolean): Packet {
  const segment = segmentOf(said);
  return {
    id,
    source: outward ? HERE : PEER,
    destination: outward ? PEER : HERE,
    segment,
    identity: `${outward ? 'here' : 'peer'} ${flagNames(segment)} seq=${segment.seq} len=${segment.text.length} #${nth}`,
  };
}

function segmentOf({ seq: number, ack, length = 0, syn = false, fin = false, rst = false }: SpokenSegment): Segment {
  return {
    seq: seq(number),
    ack: ack === null ? null : seq(ack),
    wnd: 65_535,
    syn,
    fin,
    rst,
    psh: false,
    text: 'x'.repeat(length),
    options: NO_OPTIONS,
  };
}
