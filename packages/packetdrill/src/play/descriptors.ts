/**
 * Descriptors as the script counts them, and the socket under test. A script may say `accept(…) = 5` where the host
 * gives 4: what matters is that later calls mean the same socket.
 * Next: calls.ts
 */
import type { Bytes } from '@lastack/tcp';
import { Numbers } from './numbers.ts';
import { Difference } from './result.ts';

export interface Descriptor {
  /** The host's own number. */
  readonly live: number;
  readonly numbers: Numbers;
  nonBlocking: boolean;
  /** SO_RCVBUF as it was set, octets. */
  receiveBuffer: number | null;
}

export class Descriptors {
  /** The connection that the script's packets belong to. packetdrill tests one at a time. */
  underTest: Numbers | null = null;
  readonly #byScript = new Map<number, Descriptor>();
  readonly #written = new Map<Numbers, Bytes>();

  add(script: number, live: number, numbers: Numbers, nonBlocking: boolean): void {
    if (this.#byScript.has(script)) throw new Difference('call', `the script has a descriptor ${script} already`);
    this.#byScript.set(script, { live, numbers, nonBlocking, receiveBuffer: null });
  }

  /** `null` when the script has no such descriptor (any more). */
  get(script: number): Descriptor | null {
    return this.#byScript.get(script) ?? null;
  }

  remove(script: number): void {
    this.#byScript.delete(script);
  }

  /** What the application has written to a connection so far, or tries to. */
  writtenBy(numbers: Numbers): Bytes {
    return this.#written.get(numbers) ?? '';
  }

  setWritten(numbers: Numbers, bytes: Bytes): void {
    this.#written.set(numbers, bytes);
  }

  /** The descriptor of the connection under test. */
  tested(): Descriptor | null {
    return [...this.#byScript.values()].find(({ numbers }) => numbers === this.underTest) ?? null;
  }

  /** The first packet to a listener, or to no socket, begins a connection of its own. */
  begin(localPort: number, remotePort: number): Numbers {
    this.underTest = new Numbers('packet-received', localPort, remotePort);
    return this.underTest;
  }
}
