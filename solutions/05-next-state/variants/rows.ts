// variant: a table of rows, first match wins; what is read of a FIN that comes again is its ACK, too, as BSD does
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

type On = 'close' | 'clock' | 'rst' | 'fin+ack' | 'fin' | 'ack' | 'other';
type Row = readonly [from: State | '*', on: On, to: State | '=', send: Answer['send']];

const ROWS: readonly Row[] = [
  ['ESTABLISHED', 'close', 'FIN-WAIT-1', 'FIN'],
  ['CLOSE-WAIT', 'close', 'LAST-ACK', 'FIN'],
  ['TIME-WAIT', 'clock', 'CLOSED', null],
  ['CLOSED', 'rst', '=', null],
  ['*', 'rst', 'CLOSED', null],
  ['CLOSED', 'close', '=', null],
  ['CLOSED', 'clock', '=', null],
  ['CLOSED', 'fin+ack', '=', 'RST'],
  ['CLOSED', 'fin', '=', 'RST'],
  ['CLOSED', 'ack', '=', 'RST'],
  ['CLOSED', 'other', '=', 'RST'],
  ['ESTABLISHED', 'fin', 'CLOSE-WAIT', 'ACK'],
  ['FIN-WAIT-1', 'fin+ack', 'TIME-WAIT', 'ACK'],
  ['FIN-WAIT-1', 'fin', 'CLOSING', 'ACK'],
  ['FIN-WAIT-1', 'ack', 'FIN-WAIT-2', null],
  ['FIN-WAIT-2', 'fin+ack', 'TIME-WAIT', 'ACK'],
  ['FIN-WAIT-2', 'fin', 'TIME-WAIT', 'ACK'],
  ['CLOSING', 'fin+ack', 'TIME-WAIT', 'ACK'],
  ['CLOSING', 'ack', 'TIME-WAIT', null],
  ['LAST-ACK', 'fin+ack', 'CLOSED', null],
  ['LAST-ACK', 'ack', 'CLOSED', null],
  ['*', 'fin+ack', '=', 'ACK'],
  ['*', 'fin', '=', 'ACK'],
];

function nameOf(event: Event): On {
  if (event.type === 'close') return 'close';
  if (event.type === 'timeout') return 'clock';
  if (event.rst) return 'rst';
  if (event.fin) return event.acksOurFin ? 'fin+ack' : 'fin';
  return event.acksOurFin ? 'ack' : 'other';
}

export function next(state: State, event: Event): Answer {
  const on = nameOf(event);
  const row = ROWS.find(([from, name]) => name === on && (from === state || from === '*'));
  if (row === undefined) return { state, send: null };
  const [, , to, send] = row;
  return { send, state: to === '=' ? state : to };
}
