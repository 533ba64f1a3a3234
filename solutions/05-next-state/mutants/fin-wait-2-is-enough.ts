// mutant: an ACK in FIN-WAIT-2 leads to TIME-WAIT, although the peer has not closed
// fails: what changes nothing > a segment that brings nothing new is not answered
// code: next/nothing-new
type State =
  'ESTABLISHED' | 'FIN-WAIT-1' | 'FIN-WAIT-2' | 'CLOSE-WAIT' | 'CLOSING' | 'LAST-ACK' | 'TIME-WAIT' | 'CLOSED';

type Event =
  | { readonly type: 'close' }
  | {
      readonly type: 'segment';
      readonly ack: boolean;
      readonly acksOurFin: boolean;
      readonly fin: boolean;
      readonly rst: boolean;
    }
  | { readonly type: 'timeout' };

interface Answer {
  readonly state: State;
  readonly send: 'FIN' | 'ACK' | 'RST' | null;
}

type Moves = { readonly [state in State]?: State };

const ON_CLOSE: Moves = { ESTABLISHED: 'FIN-WAIT-1', 'CLOSE-WAIT': 'LAST-ACK' };

const ON_ACK_OF_FIN: Moves = {
  'FIN-WAIT-1': 'FIN-WAIT-2',
  'FIN-WAIT-2': 'TIME-WAIT',
  CLOSING: 'TIME-WAIT',
  'LAST-ACK': 'CLOSED',
};

const ON_FIN: Moves = { ESTABLISHED: 'CLOSE-WAIT', 'FIN-WAIT-1': 'CLOSING', 'FIN-WAIT-2': 'TIME-WAIT' };

const ON_TIMEOUT: Moves = { 'TIME-WAIT': 'CLOSED' };

export function next(state: State, event: Event): Answer {
  switch (event.type) {
    case 'close': {
      const closed = ON_CLOSE[state];
      return closed === undefined ? { state, send: null } : { state: closed, send: 'FIN' };
    }
    case 'timeout':
      return { state: ON_TIMEOUT[state] ?? state, send: null };
    case 'segment':
      return segmentArrives(state, event);
  }
}

function segmentArrives(state: State, { acksOurFin, fin, rst }: Extract<Event, { type: 'segment' }>): Answer {
  if (state === 'CLOSED') return { state, send: rst ? null : 'RST' };
  if (rst) return { state: 'CLOSED', send: null };
  const acknowledged = acksOurFin ? (ON_ACK_OF_FIN[state] ?? state) : state;
  if (!fin) return { state: acknowledged, send: null };
  return { state: ON_FIN[acknowledged] ?? acknowledged, send: 'ACK' };
}
