/** Which connect() gets which local port, which call fails, and how many connections a second there are ports for. Linux 6.18. */

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** What holds a port: a listener, a connection in any state, or one that is over and waits. */
export interface Socket {
  readonly state: 'LISTEN' | 'ESTABLISHED' | 'FIN-WAIT-2' | 'CLOSE-WAIT' | 'TIME-WAIT';
  /** `0.0.0.0`: every address of this host. */
  readonly local: Endpoint;
  /** `null`: it listens. */
  readonly peer: Endpoint | null;
  /** Who chose the local port: bind() (of accepted connections, their listener's), or connect() by itself. */
  readonly portFrom: 'bind' | 'connect';
  /** SO_REUSEADDR was set on it. */
  readonly reuseAddress: boolean;
}

export interface Host {
  /** net.ipv4.ip_local_port_range: first and last, both may be used. */
  readonly portRange: readonly [first: number, last: number];
  /** net.ipv4.ip_local_reserved_ports. */
  readonly reserved: readonly number[];
  readonly sockets: readonly Socket[];
}

/** bind(), if there is one, and then connect(). */
export interface Request {
  /** The local address: the one that bind() names, or the one that the route gives. */
  readonly from: string;
  readonly to: Endpoint;
  /** `null`: no bind(). */
  readonly bind: {
    /** 0: any. */
    readonly port: number;
    readonly reuseAddress: boolean;
    /** IP_BIND_ADDRESS_NO_PORT: bind() with port 0 takes the address alone, connect() the port. */
    readonly addressNoPort: boolean;
  } | null;
}

/** `EADDRINUSE` is bind()'s, `EADDRNOTAVAIL` connect()'s. */
export type Answer = { readonly port: number } | { readonly errno: 'EADDRINUSE' | 'EADDRNOTAVAIL' };

export interface Budget {
  readonly portRange: readonly [first: number, last: number];
  readonly reserved: readonly number[];
  /** Local addresses that are used in turn. */
  readonly sources: number;
  /** Different pairs of address and port that are called in turn. */
  readonly destinations: number;
  /** From connect() to the end of the close, ms. */
  readonly lifetimeMs: number;
  /** Who closes first. */
  readonly closer: 'client' | 'server';
  /** How long TIME-WAIT holds what it holds: 60 000 on Linux; with tcp_tw_reuse = 1 and timestamps, its delay. ms. */
  readonly timeWaitMs: number;
}

/** The local port (any that is free will do), or the errno of the call that fails. Nothing is reused: no timestamps. */
export function connect(host: Host, request: Request): Answer {
  // TODO: begin without bind(): go through the range and ask of each port whether the four-tuple is taken.
  return { errno: 'EADDRINUSE' };
}

/** How many connections a second there are ports for, for ever; whole ones. */
export function perSecond(budget: Budget): number {
  // TODO: how many four-tuples are there, and how long does each connection hold one?
  return 0;
}
