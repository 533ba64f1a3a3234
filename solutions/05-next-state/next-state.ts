/**
 * The closing half of RFC 9293's figure 5. A segment is read as §3.10.7.4 reads it: first what it acknowledges (the
 * fifth check), then whether it brings the peer's FIN (the eighth). So an ACK of our FIN that comes together with the
 * peer's FIN needs no case of its own: it enters FIN-WAIT-2 and leaves it in one event.
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

type Moves = { readonly [state in State]?: State };

/** The application has no more to send: our FIN leaves. */
const ON_CLOSE: Moves = { ESTABLISHED: 'FIN-WAIT-1', 'CLOSE-WAIT': 'LAST-ACK' };

/** The peer has our FIN. */
const ON_ACK_OF_FIN: Moves = { 'FIN-WAIT-1': 'FIN-WAIT-2', CLOSING: 'TIME-WAIT', 'LAST-ACK': 'CLOSED' };

/** The peer has no more to send. In every other state it had said so before. */
const ON_FIN: Moves = { ESTABLISHED: 'CLOSE-WAIT', 'FIN-WAIT-1': 'CLOSING', 'FIN-WAIT-2': 'TIME-WAIT' };

/** The one state that ends by a clock. */
const ON_TIMEOUT: Moves = { 'TIME-WAIT': 'CLOSED' };

/** What is not in the table stays where it is. */
const move = (moves: Moves, state: State): State => moves[state] ?? state;

export function next(state: State, event: Event): Answer {
  switch (event.type) {
    case 'close': {
      const closed = move(ON_CLOSE, state);
      return { state: closed, send: closed === state ? null : 'FIN' };
    }
    case 'timeout':
      return { state: move(ON_TIMEOUT, state), send: null };
    case 'segment':
      return segmentArrives(state, event);
  }
}

function segmentArrives(state: State, { acksOurFin, fin, rst }: Extract<Event, { type: 'segment' }>): Answer {
  // Nobody is here (§3.10.7.1). An RST is never answered: two CLOSED ends would go on for ever.
  if (state === 'CLOSED') return { state, send: rst ? null : 'RST' };
  if (rst) return { state: 'CLOSED', send: null };
  const acknowledged = acksOurFin ? move(ON_ACK_OF_FIN, state) : state;
  // A FIN is acknowledged also when it comes again: then our ACK of it was lost.
  return fin ? { state: move(ON_FIN, acknowledged), send: 'ACK' } : { state: acknowledged, send: null };
}
