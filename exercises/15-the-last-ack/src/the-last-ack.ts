/**
 * Everything that a TCP does after its FIN has left: five states, one function. Times are whole milliseconds; sequence
 * numbers are whole numbers from 0 to 2^32 − 1, and after 2^32 − 1 comes 0.
 */

/** The states after our FIN has left. */
export type State = 'FIN-WAIT-1' | 'FIN-WAIT-2' | 'CLOSING' | 'LAST-ACK' | 'TIME-WAIT';

export interface Connection {
  readonly state: State;
  /** SND.UNA: the oldest number that has not been acknowledged. */
  readonly sndUna: number;
  /** SND.NXT: the number after our FIN. */
  readonly sndNxt: number;
  /** RCV.NXT: the number that we expect next. */
  readonly rcvNxt: number;
  /** RCV.WND, octets; it stays as it is, since the application reads at once. */
  readonly rcvWnd: number;
  /** Our text from SND.UNA on, one character for each octet; the FIN comes behind it. */
  readonly unacked: string;
  /** The retransmission timeout, ms. */
  readonly rto: number;
  /** How often what is unacknowledged has been sent again. */
  readonly retransmissions: number;
  /** When the clock rings: to send again, or (TIME-WAIT) to end. `null`: no clock runs. ms */
  readonly deadline: number | null;
}

/** A segment that arrives. */
export interface Segment {
  readonly seq: number;
  /** SEG.ACK; `null` when the ACK bit is off. */
  readonly ack: number | null;
  /** One character for each octet. A FIN or a SYN takes one number more. */
  readonly text: string;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
}

export type Event =
  /** Our FIN has just left, in FIN-WAIT-1 or LAST-ACK: nothing is to be sent, but the clock has to be set. */
  | { readonly type: 'enter' }
  | { readonly type: 'segment'; readonly segment: Segment }
  /** A clock rings. It may be one that was set before `deadline` last changed. */
  | { readonly type: 'timeout' };

export interface Settings {
  readonly now: number;
  readonly msl: number;
  /** The longest RTO, ms. */
  readonly rtoMax: number;
  /** How often something is sent again at most. */
  readonly retries: number;
  /** An RST does not end TIME-WAIT. */
  readonly rfc1337: boolean;
}

export interface Answer {
  /** The connection from now on. `null`: it is over, and `outcome` says how. */
  readonly connection: Connection | null;
  /** The segment to send, or nothing. */
  readonly transmit: {
    readonly seq: number;
    readonly ack: number;
    readonly text: string;
    readonly fin: boolean;
  } | null;
  /** Text for the application: each octet once, in order. */
  readonly deliver: string;
  /** closed: both FINs are acknowledged. reset: an RST. timed-out: given up. `null`: it goes on. */
  readonly outcome: 'closed' | 'reset' | 'timed-out' | null;
}

export function closing(connection: Connection, event: Event, settings: Settings): Answer {
  // TODO: begin without loss: `enter` sets the clock, then the segments of a close in order. 05, 07 and 08 have the parts.
  return { connection, transmit: null, deliver: '', outcome: null };
}
