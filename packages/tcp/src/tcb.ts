/**
 * What one connection remembers: plain data, to be frozen, cloned and sent as JSON. RFC 9293 §3.3.1.
 *
 *        1         2          3          4                    1          2          3
 *   ----------|----------|----------|----------          ----------|----------|----------
 *          SND.UNA    SND.NXT    SND.UNA                        RCV.NXT    RCV.NXT
 *                               +SND.WND                                  +RCV.WND
 *   1 acknowledged · 2 in flight · 3 may be sent          1 acknowledged · 2 may arrive
 *   4 not yet allowed                                     3 not yet allowed
 *
 * Addresses and ports are not here: finding the connection that a segment belongs to is the host's work.
 * Next: create-tcb.ts
 */
import type { ErrnoName, Micros, SocketOption, TimerName } from './machine.ts';
import type { Bytes, SackBlock } from './segment.ts';
import type { Seq } from './sequence.ts';
import type { State } from './state.ts';

/** The send half. `buffer` holds every octet from SND.UNA on (after the SYN, before the FIN). */
export interface SendVariables {
  readonly iss: Seq;
  readonly una: Seq;
  readonly nxt: Seq;
  /** SND.WND in octets, after scaling. */
  readonly wnd: number;
  readonly wl1: Seq;
  readonly wl2: Seq;
  /** MAX.SND.WND, the largest window the peer has offered. RFC 5961 §5.2. */
  readonly maxWnd: number;
  readonly buffer: Bytes;
  readonly synAcknowledged: boolean;
  /** The application has closed its writing half; the FIN follows the last octet of `buffer`. */
  readonly closing: boolean;
  /** The FIN has been sent at least once: it holds the number SND.NXT − 1. */
  readonly finSent: boolean;
  /** Eff.snd.MSS, octets of text a segment may carry. RFC 9293 §3.7.1. */
  readonly mss: number;
  /** Snd.Wind.Shift: how far the windows we are told are shifted. RFC 7323 §2.3. */
  readonly windowShift: number;
  /** The peer's SYN offered window scaling. */
  readonly scaling: boolean;
  /** The peer's SYN offered selective acknowledgment, and we want it. */
  readonly sackPermitted: boolean;
  /** What the peer says it holds beyond SND.UNA, sorted, without overlap. RFC 2018. */
  readonly sacked: readonly SackBlock[];
  /** The next number to send again: SND.NXT when nothing waits to be repeated. */
  readonly resend: Seq;
  /** Congestion window and slow start threshold, octets. RFC 5681. */
  readonly cwnd: number;
  readonly ssthresh: number;
  readonly duplicateAcks: number;
  /** SND.NXT when the loss was noticed; `null` outside recovery. RFC 6582. */
  readonly recover: Seq | null;
  /** SRTT and RTTVAR, microseconds; SRTT is `null` before the first measurement. RFC 6298 §2. */
  readonly srtt: Micros | null;
  readonly rttvar: Micros;
  readonly rto: Micros;
  /** How often the oldest segment has been sent again. */
  readonly retransmissions: number;
  /** When the oldest segment in flight was first sent: what R2 and the user timeout count from. */
  readonly unackedSince: Micros | null;
  /** When it was sent again for the first time: what R2 counts from in Linux (retrans_stamp). */
  readonly resentSince: Micros | null;
  /** One segment is being timed: its end, and when it left. Karn's rule stops it. RFC 6298 §3. */
  readonly timedSeq: Seq;
  readonly timedAt: Micros | null;
  /** HighRxt: the end of the last segment sent again in this recovery. RFC 6675 §2. */
  readonly resent: Seq;
  /** Where the newest segment begins. One alone is out when SND.UNA has come so far. */
  readonly newest: Seq;
  /** The retransmission clock runs for a tail loss probe, not for RTO. RFC 8985 §7. */
  readonly probeDue: boolean;
  /** TLP.end_seq: SND.NXT when the probe went out; `null`: none is out. RFC 8985 §7.1. */
  readonly probed: Seq | null;
  /** The end of the last segment that was smaller than the MSS: what Minshall's variant of Nagle waits for. */
  readonly small: Seq;
  /** How often the persist timer has fired since the window closed: each time it waits twice as long. */
  readonly persistShift: number;
  /** Zero-window or keepalive probes sent without an answer. */
  readonly probes: number;
}

/** The receive half. */
export interface ReceiveVariables {
  readonly irs: Seq;
  readonly nxt: Seq;
  /** RCV.WND in octets: what was last advertised (before scaling rounded it down), less what has come since. */
  readonly wnd: number;
  /** RCV.BUFF: how many octets the host can hold for the application. */
  readonly capacity: number;
  /** Octets delivered that the application has not yet taken (`receive`). */
  readonly unread: number;
  /** The number of the peer's FIN, once it has been seen inside the window. */
  readonly finAt: Seq | null;
  /** The peer's FIN has been taken: nothing more will come. */
  readonly finished: boolean;
  /** Text that came before its turn, sorted, without overlap. */
  readonly outOfOrder: readonly Fragment[];
  /** What `outOfOrder` holds as SACK tells it: the block of what came last is the first. RFC 2018 §4. */
  readonly sackBlocks: readonly SackBlock[];
  /** Came twice, and is told once, with the next ACK (D-SACK). RFC 2883 §4. */
  readonly duplicate: SackBlock | null;
  /** Rcv.Wind.Shift. RFC 7323 §2.3. */
  readonly windowShift: number;
  /** Last.ACK.sent. RFC 7323 §4.3. */
  readonly acked: Seq;
  /** TS.Recent and when it was taken; `null`: this connection does not use timestamps. RFC 7323 §4.3. */
  readonly tsRecent: number | null;
  readonly tsRecentAt: Micros;
  /** When the peer was last heard: what keepalive counts from. */
  readonly heardAt: Micros;
  /** When text last came: what the interactive mode of Linux counts from. */
  readonly textAt: Micros | null;
  /** ACKs that will still go out at once instead of being delayed (Linux). */
  readonly quickAcks: number;
  /** The application answers what it reads, so ACKs may wait for its answer (Linux). */
  readonly interactive: boolean;
  /** When the last ACK of something unacceptable went out: what limits their rate (Linux). RFC 5961 §7. */
  readonly challengedAt: Micros | null;
}

export interface Fragment {
  readonly seq: Seq;
  readonly text: Bytes;
}

/** Each clock's deadline, or `null` when it is not running. */
export type Timers = { readonly [name in TimerName]: Micros | null };

/** What the application has set, by the option's own name; `null`: the sysctl holds. */
export type SocketOptions = {
  readonly [name in SocketOption['name']]: Extract<SocketOption, { readonly name: name }>['value'] | null;
};

/** A connection in any state but TIME-WAIT. */
export interface Connection {
  readonly state: Exclude<State, 'TIME-WAIT'>;
  readonly openedBy: 'active' | 'passive' | null;
  /** `close()` was called: nobody will read, and nobody will be told. */
  readonly orphan: boolean;
  /** What SO_ERROR would answer; the next call that fails takes it. */
  readonly error: ErrnoName | null;
  /** The MSS that we announce, octets. */
  readonly mss: number;
  /** SendMSS of a peer that announces none, octets. §3.7.1, MUST-15. */
  readonly defaultMss: number;
  /** RCV.BUFF as the socket set it (SO_RCVBUF); `null`: the profile says. */
  readonly receiveBuffer: number | null;
  /** What we would shift our windows by if the peer agrees; `null`: the profile says. */
  readonly offeredShift: number | null;
  readonly options: SocketOptions;
  readonly snd: SendVariables;
  readonly rcv: ReceiveVariables;
  readonly timers: Timers;
}

/** TIME-WAIT remembers only what an old segment, or a new SYN, must be judged by. As small as Linux's mini-socket. */
export interface TimeWait {
  readonly state: 'TIME-WAIT';
  readonly sndNxt: Seq;
  readonly rcvNxt: Seq;
  readonly rcvWnd: number;
  readonly windowShift: number;
  readonly enteredAt: Micros;
  /** When 2 MSL are over. */
  readonly deadline: Micros;
  readonly tsRecent: number | null;
  readonly tsRecentAt: Micros;
  readonly challengedAt: Micros | null;
}

/** The transmission control block: a union by state. */
export type Tcb = Connection | TimeWait;
