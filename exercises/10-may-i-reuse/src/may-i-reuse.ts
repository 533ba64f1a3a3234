/** May a connection take over the four-tuple of one in TIME-WAIT? Linux 6.18, tcp_tw_reuse. */

export interface Endpoint {
  /** `10.0.0.2`, `127.0.0.1`, `::1`, `2001:db8::7`, `::ffff:127.0.0.1`: in the shortest form, small letters. */
  readonly address: string;
  readonly port: number;
}

/** The connection whose four-tuple somebody wants. All times are whole ms of one clock. */
export interface Old {
  readonly state: 'TIME-WAIT' | 'FIN-WAIT-2' | 'ESTABLISHED' | 'CLOSE-WAIT' | 'LAST-ACK';
  readonly local: Endpoint;
  readonly peer: Endpoint;
  /** When it was opened, and when it came into the state that it is in. */
  readonly openedAt: number;
  readonly since: number;
  /** Whether both ends of it used timestamps (RFC 7323). */
  readonly timestamps: boolean;
}

export interface Attempt {
  /** `connect`: this host calls out; `syn`: a SYN has come in. */
  readonly direction: 'connect' | 'syn';
  readonly local: Endpoint;
  readonly peer: Endpoint;
  /** With `connect`: `bind` gave the port (with SO_REUSEADDR), or connect() is to choose and tries this one. */
  readonly port: 'bound' | 'chosen';
}

/** By their Linux names. */
export interface Sysctls {
  readonly tcp_tw_reuse: 0 | 1 | 2;
  /** ms. */
  readonly tcp_tw_reuse_delay: number;
  /** 1: new connections use timestamps. */
  readonly tcp_timestamps: 0 | 1;
}

export type Rule =
  | 'other-tuple'
  | 'not-waiting'
  | 'incoming'
  | 'no-timestamps'
  | 'bound'
  | 'off'
  | 'not-loopback'
  | 'too-young'
  | 'reuse';

/** Whether tcp_tw_reuse gives the attempt the place of the old connection, and the rule that decides it. */
export function mayReuse(old: Old, attempt: Attempt, sysctls: Sysctls, now: number): { reuse: boolean; rule: Rule } {
  // TODO: the rules are in README.md, in order. Begin with the two four-tuples: are they the same?
  return { reuse: false, rule: 'other-tuple' };
}
