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
  const { from, bind } = request;
  if (bind !== null && bind.port !== 0) {
    if (conflicts(host, from, bind.port, bind.reuseAddress)) return { errno: 'EADDRINUSE' };
    return isTaken(host, request, bind.port) ? { errno: 'EADDRNOTAVAIL' } : { port: bind.port };
  }
  if (bind !== null && !bind.addressNoPort) {
    // bind() does not know where the connection will go: it needs a port that nobody holds towards anywhere.
    const [port] = choosable(host).filter((candidate) => !conflicts(host, from, candidate, false));
    return port === undefined ? { errno: 'EADDRINUSE' } : { port };
  }
  const [port] = choosable(host).filter((candidate) => !isBound(host, candidate) && !isTaken(host, request, candidate));
  return port === undefined ? { errno: 'EADDRNOTAVAIL' } : { port };
}

/** What the kernel may choose by itself. Only its own choice is bound to the range, and to what is reserved. */
function choosable({ portRange: [first, last], reserved }: Pick<Host, 'portRange' | 'reserved'>): readonly number[] {
  const kept = new Set(reserved);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((port) => !kept.has(port));
}

/** bind() is about ports: who has this one, at this address, whatever the other end. inet_csk_bind_conflict() */
const conflicts = ({ sockets }: Host, address: string, port: number, reuseAddress: boolean): boolean =>
  sockets.some(({ local, state, reuseAddress: theirs }) => {
    const isHere = local.port === port && (local.address === address || local.address === ANY);
    return isHere && (state === 'LISTEN' || !(reuseAddress && theirs));
  });

const ANY = '0.0.0.0';

/** connect() is about four-tuples, in any state. RFC 9293 §3.4.1 */
const isTaken = ({ sockets }: Host, { from, to }: Request, port: number): boolean =>
  sockets.some(({ local, peer }) => same(peer, to) && same(local, { address: from, port }));

/** … and leaves alone what somebody chose with bind(), at any address. __inet_hash_connect() */
const isBound = ({ sockets }: Host, port: number): boolean =>
  sockets.some(({ local, portFrom }) => local.port === port && portFrom === 'bind');

/** `null`, a listener's peer, is like nothing. */
const same = (a: Endpoint | null, b: Endpoint): boolean => a?.address === b.address && a.port === b.port;

/** How many connections a second there are ports for, for ever; whole ones. */
export function perSecond({ sources, destinations, lifetimeMs, closer, timeWaitMs, ...ports }: Budget): number {
  const fourTuples = choosable(ports).length * sources * destinations;
  // TIME-WAIT is with whoever closes first. At a server it holds none of our ports: a new SYN ends it (MAY-2).
  const heldMs = lifetimeMs + (closer === 'client' ? timeWaitMs : 0);
  return Math.floor((fourTuples * 1_000) / heldMs);
}
