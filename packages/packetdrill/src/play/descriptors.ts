/**
 * Descriptors as the script counts them, and the socket under test. A script may say `accept(…) = 5` where the host
 * gives 4: what matters is that later calls mean the same socket.
 * Next: answer.ts
 */
import type { Bytes } from '@lastack/tcp';
import type { EpollEvent } from '../parse/structure.ts';
import { Numbers } from './numbers.ts';
import { Difference } from './result.ts';

export interface Descriptor {
  /** The host's own number. */
  readonly live: number;
  readonly numbers: Numbers;
  nonBlocking: boolean;
  /** Socket options as they were set, in the script's units. */
  readonly options: Map<string, number>;
  linger: { readonly on: boolean; readonly seconds: number };
  /** A connect() that said EINPROGRESS, and whether a later one has told how it ended. */
  connecting: 'never' | 'begun' | 'told';
}

/** A descriptor in an epoll set. */
export interface Watched {
  readonly descriptor: Descriptor;
  readonly event: EpollEvent;
  /** What was told last, for EPOLLET. */
  last: string | null;
  /** EPOLLONESHOT has told. */
  disabled: boolean;
}

export class Descriptors {
  /** The connection that the script's packets belong to. packetdrill tests one at a time. */
  underTest: Numbers | null = null;
  readonly #byScript = new Map<number, Descriptor>();
  readonly #epolls = new Map<number, Watched[]>();
  readonly #written = new Map<Numbers, Bytes>();

  /** `parent`: the listener, whose options an accepted socket inherits. */
  add(script: number, live: number, numbers: Numbers, nonBlocking: boolean, parent: Descriptor | null = null): void {
    this.#needNew(script);
    const linger = parent?.linger ?? { on: false, seconds: 0 };
    const options = new Map(parent?.options);
    this.#byScript.set(script, { live, numbers, nonBlocking, options, linger, connecting: 'never' });
  }

  addEpoll(script: number): void {
    this.#needNew(script);
    this.#epolls.set(script, []);
  }

  #needNew(script: number): void {
    if (this.#byScript.has(script) || this.#epolls.has(script))
      throw new Difference('call', `the script has a descriptor ${script} already`);
  }

  /** What an epoll descriptor watches; `null` when it is none. */
  epoll(script: number): Watched[] | null {
    return this.#epolls.get(script) ?? null;
  }

  isClosed(descriptor: Descriptor): boolean {
    return ![...this.#byScript.values()].includes(descriptor);
  }

  /** `null` when the script has no such descriptor (any more). */
  get(script: number): Descriptor | null {
    return this.#byScript.get(script) ?? null;
  }

  remove(script: number): void {
    this.#byScript.delete(script);
    this.#epolls.delete(script);
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
