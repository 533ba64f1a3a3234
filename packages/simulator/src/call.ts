/**
 * System calls as data, by descriptor, under their POSIX names.
 * Next: socket-option.ts
 */
import type { Bytes, ErrnoName, Micros, SocketOption } from '@lastack/tcp';

/** What setsockopt() takes here: TCP's own options, and those that belong to the host. socket(7), tcp(7). */
export type HostSocketOption =
  | SocketOption
  | { readonly name: 'SO_REUSEADDR'; readonly value: boolean }
  | { readonly name: 'SO_RCVBUF' | 'SO_SNDBUF'; readonly value: number };

/** Where sendto() sends: a host's address and a port. */
export interface Destination {
  readonly address: string;
  readonly port: number;
}

export type SystemCall =
  | { readonly call: 'socket'; readonly nonBlocking?: boolean }
  /** Port 0 takes an ephemeral one; without `address`, any of the host's own. */
  | { readonly call: 'bind'; readonly fd: number; readonly port: number; readonly address?: string }
  | { readonly call: 'listen'; readonly fd: number; readonly backlog: number }
  | { readonly call: 'accept'; readonly fd: number }
  /** `address` is an address, or a host's name. */
  | { readonly call: 'connect'; readonly fd: number; readonly address: string; readonly port: number }
  /** `to`: sendto(2). Where the profile knows SEND in LISTEN (RFC 9293 §3.10.2), an idle listener calls out; else ignored. */
  | { readonly call: 'send'; readonly fd: number; readonly bytes: Bytes; readonly to?: Destination }
  | { readonly call: 'recv'; readonly fd: number; readonly count: number }
  | { readonly call: 'shutdown'; readonly fd: number; readonly how: 'SHUT_RD' | 'SHUT_WR' | 'SHUT_RDWR' }
  | { readonly call: 'close'; readonly fd: number }
  /** close() with SO_LINGER {1, 0}: RFC 9293's ABORT, §3.10.5. */
  | { readonly call: 'abort'; readonly fd: number }
  | { readonly call: 'dup'; readonly fd: number }
  | { readonly call: 'setsockopt'; readonly fd: number; readonly option: HostSocketOption }
  /** Reads the pending error, and clears it: an errno name, or 0. */
  | { readonly call: 'getsockopt'; readonly fd: number; readonly name: 'SO_ERROR' }
  /** O_NONBLOCK on or off. */
  | { readonly call: 'fcntl'; readonly fd: number; readonly nonBlocking: boolean }
  /** `sysctl -w`, in the sysctl's own unit. */
  | { readonly call: 'sysctl'; readonly name: string; readonly value: number | string }
  /** The process ends: every descriptor is closed. */
  | { readonly call: 'exit' };

export type CallName = SystemCall['call'];

/** A number, octets (recv; 0 at the end of the stream), or an errno. */
export interface CallResult {
  readonly value: number | Bytes | null;
  readonly error: ErrnoName | null;
}

/** One call and, once it has returned, its result. A blocking call returns later than it began. */
export interface CallHandle {
  readonly id: number;
  readonly begun: Micros;
  result: CallResult | null;
}

/** Told when a call returns, in the same instant. */
export type OnResult = (result: CallResult) => void;
