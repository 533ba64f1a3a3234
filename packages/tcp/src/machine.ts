/**
 * The contract: a state and an event go in, a state and effects come out. RFC 9293 §3.10.
 * Nothing here sends, waits, reads a clock or draws a number; the same arguments give the same result.
 * Next: step.ts
 */
import type { Bytes, Segment } from './segment.ts';
import type { Seq } from './sequence.ts';
import type { State } from './state.ts';
import type { Tcb } from './tcb.ts';

/** A moment, or a span of time, in whole microseconds. */
export type Micros = number;

/** The clocks of a connection. Their deadlines are data in the Tcb (`tcb.timers`). */
export const TIMERS = [
  'retransmission',
  'persist',
  'delayed-ack',
  'time-wait',
  'fin-wait-2',
  'keepalive',
  'user',
] as const;
export type TimerName = (typeof TIMERS)[number];

/** errno names that a call or a dead connection can answer. errno(3), tcp(7). */
export type ErrnoName =
  | 'EADDRINUSE'
  | 'EADDRNOTAVAIL'
  | 'EAGAIN'
  | 'EBADF'
  | 'ECONNABORTED'
  | 'ECONNREFUSED'
  | 'ECONNRESET'
  | 'EHOSTUNREACH'
  | 'EINPROGRESS'
  | 'EINVAL'
  | 'EISCONN'
  | 'EMFILE'
  | 'ENETUNREACH'
  | 'ENOTCONN'
  | 'EPIPE'
  | 'ETIMEDOUT';

/** What an application may set on one connection. Spans in microseconds. socket(7), tcp(7). */
export type SocketOption =
  | { readonly name: 'SO_KEEPALIVE'; readonly value: boolean }
  | { readonly name: 'SO_LINGER'; readonly value: { readonly on: boolean; readonly seconds: number } }
  | { readonly name: 'TCP_NODELAY'; readonly value: boolean }
  | { readonly name: 'TCP_QUICKACK'; readonly value: boolean }
  | { readonly name: 'TCP_KEEPIDLE' | 'TCP_KEEPINTVL' | 'TCP_USER_TIMEOUT' | 'TCP_LINGER2'; readonly value: Micros }
  | { readonly name: 'TCP_KEEPCNT'; readonly value: number };

/** The calls of §3.10.1–6, split where POSIX splits them: CLOSE is `shutdown` (writing only) or `close` (both ways). */
export type UserCall =
  | { readonly type: 'open'; readonly mode: 'active' | 'passive' }
  | { readonly type: 'send'; readonly bytes: Bytes }
  /** The application has taken `count` octets out of the host's receive buffer. */
  | { readonly type: 'receive'; readonly count: number }
  /** `shutdown(SHUT_WR)`: "I have no more to send", RFC 9293's CLOSE. */
  | { readonly type: 'shutdown' }
  /** `close()`: RFC 9293's CLOSE, and nobody will read any more. */
  | { readonly type: 'close' }
  | { readonly type: 'abort' }
  | { readonly type: 'set-option'; readonly option: SocketOption };

/** What the network says of a segment that we sent. RFC 9293 §3.9.2.2, RFC 5927. */
export interface IcmpMessage {
  readonly kind: 'net-unreachable' | 'host-unreachable' | 'port-unreachable' | 'fragmentation-needed' | 'time-exceeded';
  /** SEG.SEQ of the segment that the message quotes. */
  readonly seq: Seq;
  /** Next-hop MTU in octets, of `fragmentation-needed`. */
  readonly mtu?: number;
}

export type TcpEvent =
  | { readonly type: 'segment'; readonly segment: Segment }
  | { readonly type: 'call'; readonly call: UserCall }
  | { readonly type: 'timeout'; readonly timer: TimerName }
  | { readonly type: 'icmp'; readonly message: IcmpMessage };

/** What the world around tells a step. */
export interface Env {
  readonly now: Micros;
  /** The initial sequence number to use if this step opens. RFC 9293 §3.4.1 (RFC 6528). */
  readonly iss: Seq;
  readonly sysctls: Sysctls;
}

/** Linux's names without `net.ipv4.`; spans in microseconds. ip-sysctl. */
export interface Sysctls {
  readonly tcp_fin_timeout: Micros;
  readonly tcp_invalid_ratelimit: Micros;
  readonly tcp_keepalive_time: Micros;
  readonly tcp_keepalive_intvl: Micros;
  readonly tcp_keepalive_probes: number;
  readonly tcp_orphan_retries: number;
  readonly tcp_retries2: number;
  readonly tcp_rfc1337: boolean;
  readonly tcp_sack: boolean;
  readonly tcp_syn_linear_timeouts: number;
  readonly tcp_syn_retries: number;
  readonly tcp_synack_retries: number;
  readonly tcp_timestamps: boolean;
  readonly tcp_window_scaling: boolean;
}

/** What a connection tells its application. */
export type Signal = 'established' | 'peer-closed' | 'reset' | 'refused' | 'timed-out' | 'closed';

export type Effect =
  | { readonly type: 'transmit'; readonly segment: Segment }
  | { readonly type: 'deliver'; readonly bytes: Bytes }
  | { readonly type: 'signal'; readonly signal: Signal }
  /** The answer to a call that cannot be. */
  | { readonly type: 'refuse'; readonly error: ErrnoName }
  /**
   * A SYN that TIME-WAIT would make room for. RFC 9293 §3.6.1 MAY-2, RFC 6191. The Tcb returned is still in TIME-WAIT:
   * a host with a listener drops it and steps the listener with the same segment and `env.iss` = this ISS;
   * a host without one sends `otherwise`, and TIME-WAIT goes on.
   */
  | { readonly type: 'reopen'; readonly iss: Seq; readonly otherwise: Segment };

/** A move that is not in TRANSITIONS: asked for by a replaced state, and not made. */
export interface IllegalMove {
  readonly from: State;
  readonly to: State;
  /** `segment FIN,ACK`, `call close`, `timeout time-wait`, or `enter`. */
  readonly on: string;
}

export interface Transition {
  readonly tcb: Tcb;
  readonly effects: readonly Effect[];
  /** Only from a machine with replaced states. `tcb` is then the state before, and there are no effects. */
  readonly illegal?: IllegalMove;
}

export interface Machine {
  /** One event, whole. Pure: neither argument is changed, and no result is shared that may change later. */
  step(tcb: Tcb, event: TcpEvent, env: Env): Transition;
}

/** What every step without effects returns: one frozen array, so that `step` allocates none. */
export const NO_EFFECTS: readonly Effect[] = Object.freeze([]);
