/**
 * The packets of a retelling: what was on its way, named as every trace names packets. A copy has its original's
 * identity and a number of its own.
 * Next: retell.ts
 */
import { distance, flagNames, type Segment } from '@lastack/tcp';
import type { Endpoint, Packet } from '@lastack/trace';
import { ISS, other, type Flight, type Side } from './scope.ts';

export class Packets {
  readonly #endpoints: { readonly [side in Side]: Endpoint };
  /** By the flight itself: an exploration keeps the object as long as the segment is on its way. */
  readonly #packets = new Map<Flight, Packet>();
  readonly #sent = new Map<string, number>();
  #count = 0;

  constructor(endpoints: { readonly [side in Side]: Endpoint }) {
    this.#endpoints = endpoints;
  }

  sent(flight: Flight): Packet {
    const packet = this.#packet(other(flight.to), flight.segment, flight.life);
    this.#packets.set(flight, packet);
    return packet;
  }

  copy(flight: Flight, copy: Flight): void {
    this.#count += 1;
    this.#packets.set(copy, { ...this.of(flight), id: this.#count });
  }

  of(flight: Flight): Packet {
    const packet = this.#packets.get(flight);
    if (packet === undefined) throw new Error(`nobody has sent ${flight.key}`);
    return packet;
  }

  /** From a stranger, with the address of the other end. */
  forged(to: Side, segment: Segment): Packet {
    return this.#packet(other(to), segment, 1);
  }

  #packet(from: Side, segment: Segment, life: number): Packet {
    const [source, destination] = [this.#endpoints[from], this.#endpoints[other(from)]];
    const way = `${from}:${source.port}>${other(from)}:${destination.port}${life > 1 ? `(${life})` : ''}`;
    const what = `${flagNames(segment)} seq=${distance(ISS[from], segment.seq)} len=${segment.text.length}`;
    const nth = (this.#sent.get(`${way} ${what}`) ?? 0) + 1;
    this.#sent.set(`${way} ${what}`, nth);
    this.#count += 1;
    return { id: this.#count, source, destination, segment, identity: `${way} ${what} #${nth}` };
  }
}
