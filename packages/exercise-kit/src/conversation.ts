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
  /** What the learner's end does or meets besides segments: `close()`, a clock that rings. */
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
export const conversation = (peer = 'peer', here = 'you'): Conversation => new Spoken(peer, here);

class Spoken implements Conversation {
  readonly #peer: string;
  readonly #here: string;
  readonly #records: TraceRecord[] = [];
  /** How often the same was said by the same: the nth transmission. */
  readonly #times = new Map<string, number>();
  /** Every packet and who sent it; its id is its place, from 1. */
  readonly #packets: { readonly packet: Packet; readonly from: string }[] = [];

  constructor(peer: string, here: string) {
    this.#peer = peer;
    this.#here = here;
  }

  hears(at: number, said: SpokenSegment): void {
    this.arrives(at, this.leaves(at, this.#peer, said));
  }

  says(at: number, said: SpokenSegment): void {
    this.arrives(at, this.leaves(at, this.#here, said));
  }

  leaves(at: number, from: string, said: SpokenSegment): PacketId {
    const name = `${from} ${JSON.stringify(said)}`;
    const nth = (this.#times.get(name) ?? 0) + 1;
    this.#times.set(name, nth);
    const packet = packetOf(said, this.#packets.length + 1, nth, from === this.#here);
    this.#packets.push({ packet, from });
    this.#records.push({ type: 'transmit', at: at * 1000, host: from, socket: this.#socket(from), packet });
    return packet.id;
  }

  arrives(at: number, id: PacketId): void {
    const { packet, from } = this.#packets[id - 1]!;
    const to = from === this.#here ? this.#peer : this.#here;
    this.#records.push({ type: 'arrive', at: at * 1000, host: to, socket: this.#socket(to), packet });
  }

  copies(id: PacketId): PacketId {
    const { packet, from } = this.#packets[id - 1]!;
    const copy = { ...packet, id: this.#packets.length + 1 };
    this.#packets.push({ packet: copy, from });
    return copy.id;
  }

  loses(at: number, id: PacketId): void {
    const { packet, from } = this.#packets[id - 1]!;
    this.#records.push({ type: 'drop', at: at * 1000, host: from, packet, reason: 'fault' });
  }

  moves(at: number, from: State, to: State, cause: string, who = this.#here): void {
    this.#records.push({ type: 'state', at: at * 1000, host: who, socket: this.#socket(who), from, to, cause });
  }

  note(at: number, text: string): void {
    this.#records.push({ type: 'note', at: at * 1000, host: this.#here, text: `${this.#here}: ${text}` });
  }

  trace(): Trace {
    const host = (name: string, { address }: Endpoint) => ({ name, address, profile: 'rfc9293' });
    return {
      version: 1,
      seed: 0,
      hosts: [host(this.#peer, PEER), host(this.#here, HERE)],
      records: [...this.#records],
      end: this.#records.at(-1)?.at ?? 0,
    };
  }

  ladder(): Text {
    return ladderOf(this.trace(), { numbers: 'absolute' });
  }

  #socket(host: string): number {
    return host === this.#here ? SOCKET : PEERS_SOCKET;
  }
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
