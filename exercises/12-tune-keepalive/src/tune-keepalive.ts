/** When does a program learn that its peer is gone, and what must it set to learn it in time? Linux 6.18; Node 20 to 24. */

/** setsockopt(2), in the units of tcp(7). `null`: never set, so the sysctl holds: 7200 s, 75 s, 9 probes. */
export interface SocketOptions {
  readonly api: 'setsockopt';
  readonly SO_KEEPALIVE: boolean;
  /** Seconds; Linux takes 1 to 32767. */
  readonly TCP_KEEPIDLE: number | null;
  /** Seconds; 1 to 32767. */
  readonly TCP_KEEPINTVL: number | null;
  /** Probes; 1 to 127. */
  readonly TCP_KEEPCNT: number | null;
  /** Milliseconds; 0: none. */
  readonly TCP_USER_TIMEOUT: number;
}

/** `socket.setKeepAlive(enable, initialDelay)`. Node has no more to offer than this. */
export interface NodeCall {
  readonly api: 'node';
  readonly enable: boolean;
  /** Milliseconds. */
  readonly initialDelay: number;
}

export type Config = SocketOptions | NodeCall;

/** Time 0 is the peer's last word; until then all went well, and everything was acknowledged. */
export interface Failure {
  /** What the next packets meet: nothing at all, or a host that knows no such connection and answers RST. */
  readonly then: 'silence' | 'reset';
  /** When the program next sends something, ms after 0, as long as the connection lives; `null`: never. */
  readonly sentMs: number | null;
}

export interface Detection {
  /** When recv() fails, ms after 0; `null`: never. */
  readonly atMs: number | null;
  readonly error: 'ETIMEDOUT' | 'ECONNRESET' | null;
}

/** What a connection has to live through, and what its program has to learn. All times in ms. */
export interface Needs {
  /** What the program can call. */
  readonly api: 'setsockopt' | 'node';
  /** Between the two ends: forgets a connection after so long without a packet, or without an octet of data. */
  readonly balancer: { readonly forgetsAfter: number; readonly counts: 'packets' | 'octets' } | null;
  /** At most so long until it is known; `null`: does not matter. */
  readonly notice: {
    /** The peer is gone, and nobody was sending. */
    readonly idle: number | null;
    /** The peer is gone, and then the program sends. */
    readonly sending: number | null;
    /** The peer's kernel lives and acknowledges, its program hangs. */
    readonly hung: number | null;
  };
  /** The network may lose everything for so long: that alone must not kill the connection. */
  readonly outage: number;
  /** What this end may send on a quiet connection. */
  readonly packetsPerHour: number;
}

export interface Settings {
  /** Of the api that `needs` names. */
  readonly socket: Config;
  /** The program's own ping, which the peer's program answers at once; all in ms. */
  readonly heartbeat: {
    readonly every: number;
    /** No octet for so long after a ping: the program closes the connection. `null`: it waits for ever. */
    readonly replyWithin: number | null;
  } | null;
}

/** When the program learns of the failure, and by which errno. */
export function detect(config: Config, failure: Failure): Detection {
  // TODO: begin with the simplest: SO_KEEPALIVE is off, nothing is sent. Then idle time and probes; README.md has the rules.
  return { atMs: 0, error: null };
}

/** Settings with which the connection lives as long as it should, and no longer. Many answers are right. */
export function choose(needs: Needs): Settings {
  // TODO: which needs can keepalive meet at all? Begin with those, and add the heartbeat for the rest.
  const socket: Config =
    needs.api === 'node'
      ? { api: 'node', enable: false, initialDelay: 0 }
      : {
          api: 'setsockopt',
          SO_KEEPALIVE: false,
          TCP_KEEPIDLE: null,
          TCP_KEEPINTVL: null,
          TCP_KEEPCNT: null,
          TCP_USER_TIMEOUT: 0,
        };
  return { socket, heartbeat: null };
}
