/**
 * The vocabulary of what happened. One flat, ordered list of these tells a whole run;
 * everything else in this package is a reading of that list. The simulator, the explorer and pcap input write it.
 * Next: cause.ts
 */
import type { ErrnoName, Micros, Segment, Signal, State, TimerName } from '@lastack/tcp';

/** An address and a port. `port` 0 stands for "any" in a listener's remote side. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** A host's name in its scenario: `A`, `client`, … */
export type HostName = string;

/** A socket, counted from 1 over the whole world: unlike a descriptor it is never used again. */
export type SocketId = number;

/** A packet on its way, counted from 1 over the whole world. A duplicate is a packet of its own. */
export type PacketId = number;

export interface Packet {
  readonly id: PacketId;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly segment: Segment;
  /**
   * Who this packet is, whatever else happened: connection, side, flags, relative SEQ, length, and its nth
   * transmission, as `A:40000>B:80 FIN,ACK seq=101 len=0 #1`. Its fate hangs on this alone, and faults select by it.
   */
  readonly identity: string;
}

export type DropReason =
  | 'fault' // an injected fault chose it: the scenario's, or one that a reader added to it
  | 'loss' // the link's chance
  | 'ttl' // hop limit reached 0
  | 'mtu'
  | 'no-host';

/** `at` is the virtual time in microseconds; records at one instant stand in the order in which they happened. */
interface Base {
  readonly at: Micros;
  readonly host: HostName;
}

/** A system call begins. `call` is its POSIX name; `args` is what one would see in strace, small and printable. */
export interface CallRecord extends Base {
  readonly type: 'call';
  readonly id: number;
  readonly call: string;
  readonly fd: number | null;
  readonly args: readonly (string | number)[];
}

/** … and returns: a number, octets, a descriptor, or an errno. Blocking calls return later than they began. */
export interface ResultRecord extends Base {
  readonly type: 'result';
  readonly id: number;
  readonly value: number | string | null;
  readonly error: ErrnoName | null;
}

export type TraceRecord =
  /** A socket appears, or its addresses become known (connect, accept). */
  | (Base & {
      readonly type: 'socket';
      readonly socket: SocketId;
      readonly local: Endpoint | null;
      readonly remote: Endpoint | null;
      /** The listener whose child this is. */
      readonly parent: SocketId | null;
    })
  | (Base & {
      readonly type: 'state';
      readonly socket: SocketId;
      readonly from: State;
      readonly to: State;
      /** What moved it, by name: a segment's flags (`FIN,ACK`), a call (`close`) or a timer (`time-wait`). */
      readonly cause: string;
    })
  | (Base & { readonly type: 'transmit'; readonly socket: SocketId | null; readonly packet: Packet })
  | (Base & { readonly type: 'arrive'; readonly socket: SocketId | null; readonly packet: Packet })
  /** `host` is the sender: the packet never came further. */
  | (Base & { readonly type: 'drop'; readonly packet: Packet; readonly reason: DropReason })
  | CallRecord
  | ResultRecord
  | (Base & {
      readonly type: 'timer';
      readonly socket: SocketId;
      readonly timer: TimerName;
      readonly action: 'set' | 'stopped' | 'fired';
      /** When it is due; `null` unless `set`. */
      readonly deadline: Micros | null;
    })
  | (Base & { readonly type: 'signal'; readonly socket: SocketId; readonly signal: Signal })
  /** Recv-Q and Send-Q in octets, as ss prints them; written when either changes. */
  | (Base & { readonly type: 'queues'; readonly socket: SocketId; readonly recvQ: number; readonly sendQ: number })
  | (Base & {
      readonly type: 'descriptor';
      readonly socket: SocketId;
      readonly fd: number;
      readonly action: 'opened' | 'closed';
    })
  /** The scenario's author speaks: a caption under the ladder. */
  | (Base & { readonly type: 'note'; readonly text: string });

export interface TraceHost {
  readonly name: HostName;
  readonly address: string;
  readonly profile: string;
}

/** What a run was. Plain data: two runs of one scenario are equal to the last character of their JSON. */
export interface Trace {
  readonly version: 1;
  readonly seed: number;
  readonly hosts: readonly TraceHost[];
  readonly records: readonly TraceRecord[];
  /** Virtual time at which the run ended, microseconds. */
  readonly end: Micros;
}
