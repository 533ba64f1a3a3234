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
  const rule = decide(old, attempt, sysctls, now);
  return { reuse: rule === 'bound' || rule === 'reuse', rule };
}

function decide(old: Old, attempt: Attempt, { tcp_tw_reuse, tcp_tw_reuse_delay }: Sysctls, now: number): Rule {
  if (!same(old.local, attempt.local) || !same(old.peer, attempt.peer)) return 'other-tuple';
  if (old.state !== 'TIME-WAIT') return 'not-waiting';
  if (attempt.direction === 'syn') return 'incoming';
  // What is left of the old connection carries older timestamps than anything of the new one. PAWS needs no more.
  if (!old.timestamps) return 'no-timestamps';
  if (attempt.port === 'bound') return 'bound';
  if (tcp_tw_reuse === 0) return 'off';
  if (tcp_tw_reuse === 2 && !isLoopback(old.local) && !isLoopback(old.peer)) return 'not-loopback';
  return now - old.since > tcp_tw_reuse_delay ? 'reuse' : 'too-young';
}

const same = (a: Endpoint, b: Endpoint): boolean => a.address === b.address && a.port === b.port;

/** 127.0.0.0/8, as IPv4 or inside IPv6, and ::1. One's own other addresses go over `lo` and are none of these. */
const isLoopback = ({ address }: Endpoint): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);
