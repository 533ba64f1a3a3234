/**
 * A socket is what a descriptor names; a connection is what TCP remembers. They meet and part:
 * a connection waits without a socket in the accept queue, and outlives it after close().
 * Next: four-tuples.ts
 */
import type { Bytes, ErrnoName, Micros, Tcb } from '@lastack/tcp';
import type { SocketId } from '@lastack/trace';
import type { CallHandle, HostSocketOption, OnResult, SystemCall } from './call.ts';
import type { Host } from './host.ts';
import type { Hold } from './ports.ts';

/** A call that has begun and not returned. */
export interface Pending {
  readonly handle: CallHandle;
  readonly call: SystemCall;
  readonly onResult: OnResult | null;
}

/** The four-tuple as one end sees it; addresses are numbers of the world's table. */
export interface Ends {
  readonly local: number;
  readonly localPort: number;
  readonly remote: number;
  readonly remotePort: number;
}

/** The two 32-bit halves of a four-tuple: see `FourTuples`. */
export const addressKey = (ends: Ends): number => ((ends.local << 16) | ends.remote) >>> 0;
export const portKey = (ends: Ends): number => ((ends.localPort << 16) | ends.remotePort) >>> 0;

/** What listen() adds to a socket. */
export interface Listening {
  readonly tcb: Tcb;
  backlog: number;
  /** Established and not accepted. */
  readonly queue: Connection[];
  /** Children in SYN-RECEIVED. */
  readonly handshakes: Set<Connection>;
}

export class Socket {
  readonly id: SocketId;
  readonly host: Host;
  /** Its descriptors, lowest first; more than one after dup(). */
  readonly fds: number[] = [];
  readonly options: HostSocketOption[] = [];
  /** By bind(), or by accept() from its listener. */
  bound: { readonly local: number | null; readonly hold: Hold } | null = null;
  listening: Listening | null = null;
  connection: Connection | null = null;
  nonBlocking = false;
  /** shutdown(SHUT_RD) was called. */
  deaf = false;
  /** shutdown(SHUT_WR) was called, and nothing more can be sent. */
  mute = false;
  /** Blocked in accept(), connect(), recv(), send(). */
  readonly accepting: Pending[] = [];
  connecting: Pending | null = null;
  readonly receiving: Pending[] = [];
  readonly sending: { readonly pending: Pending; readonly total: number; rest: Bytes }[] = [];

  constructor(id: SocketId, host: Host) {
    this.id = id;
    this.host = host;
  }

  get reuseAddress(): boolean {
    return this.options.some((option) => option.name === 'SO_REUSEADDR' && option.value);
  }
}

export class Connection implements Ends {
  readonly kind = 'connection';
  readonly id: SocketId;
  readonly host: Host;
  readonly local: number;
  readonly localPort: number;
  readonly remote: number;
  readonly remotePort: number;
  readonly hold: Hold;
  tcb: Tcb;
  /** Its row in the host's four-tuples; −1 when the host has forgotten it, or keeps it in the waiting room. */
  row = -1;
  /** The descriptor's side; null before accept() and after close(). */
  socket: Socket | null = null;
  /** The listener that it will be, or is, queued at. */
  parent: Socket | null = null;
  /** Octets delivered and not yet read. */
  inbox: Bytes = '';
  /** The peer's FIN was taken: the stream ends behind the inbox. */
  ended = false;
  /** recv() has told the end of the stream. */
  endRead = false;
  /** Blocked calls are being tried again. */
  waking = false;
  /** The agenda looks at its timers at this moment; Infinity: never. */
  scheduled: Micros = Infinity;
  /** SO_ERROR: why it died, until a call has told. */
  error: ErrnoName | null = null;
  /** A close() that SO_LINGER keeps waiting. */
  lingering: Pending | null = null;

  constructor(id: SocketId, host: Host, ends: Ends, hold: Hold, tcb: Tcb) {
    this.id = id;
    this.host = host;
    this.local = ends.local;
    this.localPort = ends.localPort;
    this.remote = ends.remote;
    this.remotePort = ends.remotePort;
    this.hold = hold;
    this.tcb = tcb;
  }
}
