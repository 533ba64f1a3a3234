/**
 * The network between the hosts: delay, loss, duplication, reordering, hops and faults.
 * A packet's fate is a hash of its identity, so what befalls one packet never changes another's chance.
 * Next: stepping.ts
 */
import type { IcmpMessage, Micros, Segment } from '@lastack/tcp';
import type { DropReason, Endpoint, Packet, SocketId } from '@lastack/trace';
import type { Fate, Faults } from './fault.ts';
import { fraction, hashText, mix } from './hash.ts';
import type { Host } from './host.ts';
import { Identities, type Identity } from './identity.ts';
import type { LinkSpec } from './scenario.ts';
import type { Ends } from './socket.ts';
import { micros } from './time.ts';
import type { Universe } from './universe.ts';

/** A segment on its way, with the four-tuple as its receiver sees it. */
export interface Flight extends Ends {
  readonly kind: 'flight';
  readonly to: Host;
  readonly segment: Segment;
  /** What the trace calls it; null when nobody observes. */
  readonly packet: Packet | null;
}

interface Link {
  readonly index: number;
  readonly delay: Micros;
  readonly loss: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly hops: number;
  /** Every packet has the same fate: none need be identified. */
  readonly certain: boolean;
}

const DEFAULT_DELAY_MS = 10;

/**
 * Of packets that say the same (four-tuple, flags, SEQ, ACK, octets) so many are doubled. Two ends that disagree can
 * answer each other with the same ACK for ever; were each of those doubled, and each copy's answer too, a dozen round
 * trips would fill the world.
 */
const MOST_COPIES = 8;

function linkOf(spec: Partial<LinkSpec>, index: number): Link {
  const { delay = DEFAULT_DELAY_MS, loss = 0, duplicate = 0, reorder = 0, hops = 0 } = spec;
  const certain = loss === 0 && duplicate === 0 && reorder === 0;
  return { index, delay: micros(delay), loss, duplicate, reorder, hops, certain };
}

const LOOPBACK: Link = linkOf({ delay: 0 }, -1);

export class Network {
  #universe: Universe;
  #faults: Faults;
  #identities = new Identities();
  /** How many copies were made of packets that say the same. */
  #copies = new Map<string, number>();
  /** By the two hosts' numbers. */
  #links: (Link | undefined)[][] = [];

  constructor(universe: Universe, hosts: readonly Host[], specs: readonly LinkSpec[] | undefined, faults: Faults) {
    this.#universe = universe;
    this.#faults = faults;
    this.#links = hosts.map(() => []);
    const everyTwo = linkOf({}, 0);
    for (const host of hosts) {
      for (const other of hosts) {
        if (host === other) this.#links[host.index]![other.index] = LOOPBACK;
        else if (specs === undefined) this.#links[host.index]![other.index] = everyTwo;
      }
    }
    specs?.forEach((spec, index) => {
      const [one, other] = spec.between.map((name) => hosts.find((host) => host.name === name));
      if (one === undefined || other === undefined)
        throw new Error(`A link names an unknown host: ${spec.between.join(', ')}`);
      this.#links[one.index]![other.index] = this.#links[other.index]![one.index] = linkOf(spec, index);
    });
  }

  /** Whether a packet from here to there has a way; an address of nobody counts as somewhere beyond a router. */
  reaches(from: Host, address: number): boolean {
    const to = this.#universe.hostOf(from, address);
    return to === null || this.#links[from.index]![to.index] !== undefined;
  }

  send(from: Host, ends: Ends, socket: SocketId | null, segment: Segment): void {
    const universe = this.#universe;
    const to = universe.hostOf(from, ends.remote);
    const link = to === null ? undefined : this.#links[from.index]![to.index];
    const { recorder } = universe;
    if (recorder === null && this.#faults.none && to !== null && link !== undefined && link.certain) {
      if (link.hops >= from.sysctls.timeToLive) return this.#expire(from, link, ends, segment);
      universe.agenda.add(universe.now + link.delay, flight(to, ends, segment, null));
      return;
    }
    const identity = this.#identify(from, to, ends, segment);
    const packet = this.#packet(ends, segment, identity);
    recorder?.transmit(from, socket, packet);
    if (to === null || link === undefined) return recorder?.drop(from, packet, 'no-host');
    if (link.hops >= from.sysctls.timeToLive) {
      recorder?.drop(from, packet, 'ttl');
      return this.#expire(from, link, ends, segment);
    }
    this.#deliver(from, to, link, ends, packet, this.#fate(link, identity));
  }

  /** A packet from nowhere, already at its destination. */
  inject(source: Endpoint, destination: Endpoint, segment: Segment): Flight {
    const universe = this.#universe;
    const [remote, local] = [universe.numberOf(source.address), universe.numberOf(destination.address)];
    const to = universe.hosts.find((host) => host.address === local);
    if (to === undefined) throw new Error(`No host has the address ${destination.address}`);
    const ends: Ends = { local: remote, localPort: source.port, remote: local, remotePort: destination.port };
    if (universe.recorder === null) return flight(to, ends, segment, null);
    const from = universe.hostOf(to, remote)?.name ?? source.address;
    const identity = this.#identities.of(from, source.port, to.name, destination.port, segment);
    return flight(to, ends, segment, this.#packet(ends, segment, identity));
  }

  #deliver(from: Host, to: Host, link: Link, ends: Ends, packet: Packet, fate: Fate): void {
    const { agenda, now, recorder } = this.#universe;
    if (fate.dropped !== null) return recorder?.drop(from, packet, fate.dropped satisfies DropReason);
    const arrival = Math.max(now + link.delay + fate.extra, fate.notBefore);
    agenda.add(arrival, flight(to, ends, packet.segment, packet));
    for (const after of fate.copies) {
      if (!this.#mayCopy(packet)) return;
      const copy = { ...packet, id: this.#universe.nextPacket() };
      agenda.add(arrival + after, flight(to, ends, packet.segment, copy));
    }
  }

  #mayCopy({ identity, segment }: Packet): boolean {
    const said = `${identity.slice(0, identity.lastIndexOf('#'))}${segment.ack}`;
    const made = this.#copies.get(said) ?? 0;
    this.#copies.set(said, made + 1);
    return made < MOST_COPIES;
  }

  /** Chance first, then the faults, which have the last word. */
  #fate(link: Link, identity: Identity): Fate {
    const fate: Fate = { dropped: null, extra: 0, notBefore: 0, copies: [] };
    if (!link.certain) {
      const draw = mix(hashText(identity.text, this.#universe.seed), link.index);
      if (fraction(mix(draw, 1)) < link.loss) fate.dropped = 'loss';
      if (fraction(mix(draw, 2)) < link.duplicate) fate.copies.push(Math.round(fraction(mix(draw, 3)) * link.delay));
      if (fraction(mix(draw, 4)) < link.reorder) fate.extra = Math.round(fraction(mix(draw, 5)) * 2 * link.delay);
    }
    this.#faults.judge(identity, fate);
    return fate;
  }

  #identify(from: Host, to: Host | null, ends: Ends, segment: Segment): Identity {
    const there = to?.name ?? this.#universe.addressOf(ends.remote);
    return this.#identities.of(from.name, ends.localPort, there, ends.remotePort, segment);
  }

  #packet(ends: Ends, segment: Segment, identity: Identity): Packet {
    const universe = this.#universe;
    return {
      id: universe.nextPacket(),
      source: { address: universe.addressOf(ends.local), port: ends.localPort },
      destination: { address: universe.addressOf(ends.remote), port: ends.remotePort },
      segment,
      identity: identity.text,
    };
  }

  /** The router that counted to 0 tells the sender. RFC 792, type 11. */
  #expire(from: Host, link: Link, ends: Ends, segment: Segment): void {
    const message: IcmpMessage = { kind: 'time-exceeded', seq: segment.seq };
    const back = this.#universe.now + Math.round((2 * link.delay * from.sysctls.timeToLive) / (link.hops + 1));
    this.#universe.agenda.add(back, { kind: 'icmp', host: from, ends, message });
  }
}

/** The four-tuple turned round: the receiver's local side is the sender's remote side. */
const flight = (to: Host, ends: Ends, segment: Segment, packet: Packet | null): Flight => ({
  kind: 'flight',
  to,
  local: ends.remote,
  localPort: ends.remotePort,
  remote: ends.local,
  remotePort: ends.localPort,
  segment,
  packet,
});
