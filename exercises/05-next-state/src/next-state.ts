/**
 * The closing half of TCP's state diagram, as one function: in which state are we, what happens, what comes next.
 */

/** The states of the closing half, spelled as RFC 9293 spells them. */
export type State =
  'ESTABLISHED' | 'FIN-WAIT-1' | 'FIN-WAIT-2' | 'CLOSE-WAIT' | 'CLOSING' | 'LAST-ACK' | 'TIME-WAIT' | 'CLOSED';

export type Event =
  /** The application closes: it has no more to send. */
  | { readonly type: 'close' }
  /** A segment arrives, with numbers that are in order or old; what it means for the closing has been worked out. */
  | {
      readonly type: 'segment';
      /** The ACK bit: on in every segment of an open connection. */
      readonly ack: boolean;
      /** Its ACK number covers the FIN that we have sent. */
      readonly acksOurFin: boolean;
      /** It brings the peer's FIN, for the first time or again. */
      readonly fin: boolean;
      readonly rst: boolean;
    }
  /** A clock of 2 MSL rings. */
  | { readonly type: 'timeout' };

export interface Answer {
  readonly state: State;
  /** What is sent: our FIN (its ACK bit is understood), an ACK, an RST, or nothing. */
  readonly send: 'FIN' | 'ACK' | 'RST' | null;
}

export function next(state: State, event: Event): Answer {
  // TODO: start with `close`: which two states does it leave, and what does it send?
  return { state, send: null };
}
