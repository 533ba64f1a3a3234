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
 * Next: machine.ts
 */
import type { Micros, SocketOption, TimerName } from './machine.ts';
import type { Bytes } from './segment.ts';
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
  readonly buffer: Bytes;
  /** The application has closed its writing half; the FIN follows the last octet of `buffer`. */
  readonly closing: boolean;
  /** The FIN has been sent at least once; it holds the number SND.NXT − 1 or one before it. */
  readonly finSent: boolean;
  /** Eff.snd.MSS, octets of text a segment may carry. RFC 9293 §3.7.1. */
  readonly mss: number;
  readonly windowShift: number;
}

/** The receive half. */
export interface ReceiveVariables {
  readonly irs: Seq;
  readonly nxt: Seq;
  /** RCV.WND in octets as last advertised. */
  readonly wnd: number;
  /** Octets delivered that the application has not yet taken (`receive`). */
  readonly unread: number;
  /** The peer's FIN has been taken: nothing more will come. */
  readonly finished: boolean;
  /** Text that came before its turn, sorted, without overlap. */
  readonly outOfOrder: readonly Fragment[];
  readonly windowShift: number;
}

export interface Fragment {
  readonly seq: Seq;
  readonly text: Bytes;
  readonly fin: boolean;
}

/** Each clock's deadline, or `null` when it is not running. */
export type Timers = { readonly [name in TimerName]: Micros | null };
