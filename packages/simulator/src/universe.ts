/**
 * What everything in one world shares: the time, what is to happen, names and numbers.
 * Next: socket.ts
 */
import type { IcmpMessage, Micros } from '@lastack/tcp';
import { Agenda } from './agenda.ts';
import type { Host } from './host.ts';
import type { Flight, Network } from './network.ts';
import type { Recorder } from './recorder.ts';
import type { Connection, Ends } from './socket.ts';

/** The waiting room's first place falls due. One a host. */
export interface Alarm {
  readonly kind: 'waiting';
  readonly host: Host;
  scheduled: Micros;
}

export interface IcmpArrival {
  readonly kind: 'icmp';
  readonly host: Host;
  readonly ends: Ends;
  readonly message: IcmpMessage;
}

/** Something that the script or a program does at its moment. */
export interface Moment {
  readonly kind: 'moment';
  readonly act: () => void;
}

export type Happening = Flight | Connection | Alarm | IcmpArrival | Moment;

/** 127.0.0.1, number 0 of every world: the host that asks. */
export const LOOPBACK = 0;

export class Universe {
  readonly seed: number;
  readonly agenda = new Agenda<Happening>();
  readonly hosts: Host[] = [];
  now: Micros = 0;
  /** Null when nobody observes. */
  recorder: Recorder | null = null;
  /** Set once the hosts exist. */
  network!: Network;
  #addresses: string[] = ['127.0.0.1'];
  #numbers = new Map([['127.0.0.1', LOOPBACK]]);
  #owners: (Host | undefined)[] = [];
  #sockets = 0;
  #packets = 0;
  #calls = 0;

  constructor(seed: number) {
    this.seed = seed;
  }

  nextSocket(): number {
    this.#sockets += 1;
    return this.#sockets;
  }

  nextPacket(): number {
    this.#packets += 1;
    return this.#packets;
  }

  nextCall(): number {
    this.#calls += 1;
    return this.#calls;
  }

  /** An address's number: 16 bits, so that two of them and two ports make a key. */
  numberOf(address: string): number {
    let number = this.#numbers.get(address);
    if (number === undefined) {
      number = this.#addresses.push(address) - 1;
      if (number > 0xffff) throw new RangeError('A world has at most 65,536 addresses');
      this.#numbers.set(address, number);
    }
    return number;
  }

  addressOf(number: number): string {
    return this.#addresses[number]!;
  }

  own(address: string, host: Host): number {
    const number = this.numberOf(address);
    if (this.#owners[number] !== undefined) throw new Error(`Two hosts have the address ${address}`);
    this.#owners[number] = host;
    return number;
  }

  /** Whose address it is, asked from `from`; null: nobody's. */
  hostOf(from: Host, address: number): Host | null {
    return address === LOOPBACK ? from : (this.#owners[address] ?? null);
  }

  /** An address, or a host's name, as the address's number. */
  resolve(addressOrName: string): number {
    const host = this.hosts.find(({ name }) => name === addressOrName);
    if (host !== undefined) return host.address;
    return addressOrName === 'localhost' ? LOOPBACK : this.numberOf(addressOrName);
  }

  soon(act: () => void, after: Micros = 0): void {
    this.agenda.add(this.now + after, { kind: 'moment', act });
  }
}
