/**
 * A scenario: a small world as data. It fits in a URL, and running it is a pure function.
 * All times in it are milliseconds of virtual time, fractions allowed (0.001 is the smallest step).
 */
import type { ErrnoName, ProfileName, SocketOption } from '@lastack/tcp';

export interface Scenario {
  readonly version: 1;
  readonly title?: string;
  /** Two or more, by name; the order is the order of the ladder's lifelines. */
  readonly hosts: Readonly<Record<string, HostSpec>>;
  /** Absent: one link between every two hosts, 10 ms each way, without loss. */
  readonly links?: readonly LinkSpec[];
  readonly script: readonly ScriptedCall[];
  readonly faults?: readonly FaultSpec[];
  readonly seed?: number;
  /** When the run ends at the latest; absent: when nothing is left to happen, at most 24 h. */
  readonly until?: number;
}

export interface HostSpec {
  /** Absent: 10.0.0.1, 10.0.0.2, … in order. */
  readonly address?: string;
  readonly profile?: ProfileName;
  /** By their Linux names and units, as `sysctl -w` takes them: `"net.ipv4.tcp_fin_timeout": 30`. */
  readonly sysctls?: Readonly<Record<string, number | string>>;
  /** RLIMIT_NOFILE. */
  readonly openFiles?: number;
  readonly programs?: readonly ProgramSpec[];
}

export interface LinkSpec {
  readonly between: readonly [string, string];
  /** One way, ms. */
  readonly delay?: number;
  /** Chances 0–1 for each packet, drawn from its identity. */
  readonly loss?: number;
  readonly duplicate?: number;
  readonly reorder?: number;
}

/** One system call at one moment. `socket` is the script's own name for what socket() or accept() gave. */
export type ScriptedCall = { readonly at: number; readonly host: string } & (
  | { readonly call: 'listen'; readonly socket: string; readonly port: number; readonly backlog?: number }
  | { readonly call: 'accept'; readonly socket: string; readonly as: string }
  | { readonly call: 'connect'; readonly socket: string; readonly to: string; readonly port: number; readonly from?: number }
  | { readonly call: 'send'; readonly socket: string; readonly text?: string; readonly bytes?: number }
  | { readonly call: 'recv'; readonly socket: string; readonly bytes?: number }
  | { readonly call: 'shutdown' | 'close' | 'abort'; readonly socket: string }
  | { readonly call: 'setsockopt'; readonly socket: string; readonly option: SocketOption }
  | { readonly call: 'note'; readonly text: string }
);

/** The rules that one can write in JSON: on this event, so often, after so long, make this call. */
export interface ProgramSpec {
  readonly on: 'connected' | 'accepted' | 'readable' | 'peer-closed' | 'reset';
  /** Only when what was read begins with this, or every so many octets. */
  readonly prefix?: string;
  readonly count?: number;
  readonly delay?: number;
  readonly call: 'send' | 'recv' | 'shutdown' | 'close' | 'abort';
  readonly text?: string;
  readonly bytes?: number;
  readonly repeat?: number;
}

/** Which packets, and what becomes of them. Every field that is there must match. */
export interface FaultSpec {
  readonly packet: PacketSelector;
  readonly fate: 'drop' | 'delay' | 'duplicate' | 'hold';
  /** ms: how much later (`delay`), how long after the first (`duplicate`), or until which moment (`hold`). */
  readonly by?: number;
}

export interface PacketSelector {
  /** A packet's whole identity, as a trace prints it. Nothing else is needed then. */
  readonly identity?: string;
  readonly from?: string;
  /** `SYN`, `SYN,ACK`, `FIN,ACK`, … exactly. */
  readonly flags?: string;
  /** At least these flags. */
  readonly has?: string;
  /** SEG.SEQ relative to the sender's ISN. */
  readonly seq?: number;
  /** Which transmission of the same segment, from 1. */
  readonly nth?: number;
  /** Which of the packets that match, from 1; absent: all of them. */
  readonly match?: number;
}

export type { ErrnoName };
