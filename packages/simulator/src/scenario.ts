/**
 * A scenario: a small world as data. It fits in a URL, and running it is a pure function.
 * All times in it are milliseconds of virtual time, fractions allowed (0.001 is the smallest step).
 * Next: call.ts
 */
import type { ProfileName } from '@lastack/tcp';
import type { HostSocketOption } from './call.ts';

export interface Scenario {
  /** For editors: where `scenario.schema.json` is. */
  readonly $schema?: string;
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
  /** RLIMIT_NOFILE: one more than the highest descriptor; 1024. */
  readonly openFiles?: number;
  /** Every connection that this host opens starts at this number, as TCPs did before RFC 6528. To show what that risks. */
  readonly iss?: number;
  /** How long TIME-WAIT lasts, ms, in place of the profile's 2 MSL. To show what too short a wait risks. */
  readonly timeWait?: number;
  readonly programs?: readonly ProgramSpec[];
}

export interface LinkSpec {
  readonly between: readonly [string, string];
  /** One way, ms. */
  readonly delay?: number;
  /** Chances 0–1 for each packet, drawn from its identity. */
  readonly loss?: number;
  readonly duplicate?: number;
  /** A packet that is drawn takes up to twice the delay longer, so later ones overtake it. */
  readonly reorder?: number;
  /** Routers on the way: each takes one from the time to live. */
  readonly hops?: number;
}

/**
 * One system call at one moment. `socket` is the script's own name for what socket() or accept() gave, on that host.
 * `listen` and `connect` make the socket, and bind it, if the name is new. A call on a name that accept() has not
 * given yet waits for it. Calls block: their results come later.
 */
export type ScriptedCall = { readonly at: number; readonly host: string } & (
  | { readonly call: 'socket'; readonly socket: string }
  | { readonly call: 'bind'; readonly socket: string; readonly port: number }
  | { readonly call: 'listen'; readonly socket: string; readonly port?: number; readonly backlog?: number }
  | { readonly call: 'accept'; readonly socket: string; readonly as: string }
  /** `to`: a host's name, or an address. `from`: the local port; absent: an ephemeral one. */
  | {
      readonly call: 'connect';
      readonly socket: string;
      readonly to: string;
      readonly port: number;
      readonly from?: number;
    }
  /** `bytes` octets of filling, or a `text` of characters 0–255. */
  | { readonly call: 'send'; readonly socket: string; readonly text?: string; readonly bytes?: number }
  /** Absent `bytes`: whatever is there, at most 65,536. */
  | { readonly call: 'recv'; readonly socket: string; readonly bytes?: number }
  /** SHUT_WR. */
  | { readonly call: 'shutdown'; readonly socket: string }
  | { readonly call: 'close' | 'abort'; readonly socket: string }
  /** Spans in the units of tcp(7): `TCP_KEEPIDLE` in seconds, `TCP_USER_TIMEOUT` in milliseconds. */
  | { readonly call: 'setsockopt'; readonly socket: string; readonly option: HostSocketOption }
  | { readonly call: 'sysctl'; readonly name: string; readonly value: number | string }
  | { readonly call: 'exit' }
  | { readonly call: 'note'; readonly text: string }
);

/** A rule, or a program that the caller of `createWorld` provides by name. */
export type ProgramSpec = RuleSpec | { readonly program: string };

/** The rules that one can write in JSON: on this event, if the text fits, after so long, make this call, so often. */
export interface RuleSpec {
  readonly on: 'incoming' | 'accepted' | 'connected' | 'readable' | 'peer-closed' | 'reset';
  /** `readable`: only when the octets that wait to be read begin with this. */
  readonly prefix?: string;
  /** `readable`: only when at least so many octets wait. */
  readonly count?: number;
  /** ms between the event and the call, and between repeated calls. */
  readonly delay?: number;
  readonly call: 'accept' | 'send' | 'recv' | 'shutdown' | 'close' | 'abort' | 'exit';
  /** `send`: these octets, or so many of filling. `recv`: at most so many. */
  readonly text?: string;
  readonly bytes?: number;
  /** How often the call is made; 1. */
  readonly repeat?: number;
}

/** Which packets, and what becomes of them. Every field that is there must match. */
export interface FaultSpec {
  readonly packet: PacketSelector;
  /**
   * `duplicate`: the copy meets no fault itself, what is sent in answer to it may. Of packets that say the same
   * (flags, SEQ, ACK, octets) eight are doubled at most, by faults and by chance.
   */
  readonly fate: 'drop' | 'delay' | 'duplicate' | 'hold';
  /** ms: how much later (`delay`), how long after the first (`duplicate`), or until which moment (`hold`). */
  readonly by?: number;
}

export interface PacketSelector {
  /** A packet's whole identity, as a trace prints it. Nothing else is needed then. */
  readonly identity?: string;
  /** The sending and the receiving host. */
  readonly from?: string;
  readonly to?: string;
  /** `SYN`, `SYN,ACK`, `FIN,ACK`, … exactly. */
  readonly flags?: string;
  /** At least these flags. */
  readonly has?: string;
  /** SEG.SEQ relative to the sender's ISN. */
  readonly seq?: number;
  /** Octets of text. */
  readonly length?: number;
  /** Which transmission of the same segment, from 1. */
  readonly nth?: number;
  /** Which of the packets that match, from 1; absent: all of them. */
  readonly match?: number;
}
