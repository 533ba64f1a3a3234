// variant: a switch over the states; the letter of the first check: the ACK of a FIN that comes again is not read; RST ignored in TIME-WAIT
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

const stay = (state: State): Answer => ({ state, send: null });
const acknowledge = (state: State): Answer => ({ state, send: 'ACK' });

export function next(state: State, event: Event): Answer {
  const { close, clock, rst, fin, acked } = read(event);
  if (rst) return stay(state === 'TIME-WAIT' ? state : 'CLOSED');
  switch (state) {
    case 'CLOSED':
      return { state, send: close || clock ? null : 'RST' };
    case 'ESTABLISHED':
      if (close) return { state: 'FIN-WAIT-1', send: 'FIN' };
      return fin ? acknowledge('CLOSE-WAIT') : stay(state);
    case 'CLOSE-WAIT':
      if (close) return { state: 'LAST-ACK', send: 'FIN' };
      return fin ? acknowledge(state) : stay(state);
    case 'FIN-WAIT-1':
      if (fin) return acknowledge(acked ? 'TIME-WAIT' : 'CLOSING');
      return stay(acked ? 'FIN-WAIT-2' : state);
    case 'FIN-WAIT-2':
      return fin ? acknowledge('TIME-WAIT') : stay(state);
    case 'CLOSING':
      if (fin) return acknowledge(state);
      return stay(acked ? 'TIME-WAIT' : state);
    case 'LAST-ACK':
      if (fin) return acknowledge(state);
      return stay(acked ? 'CLOSED' : state);
    case 'TIME-WAIT':
      if (clock) return stay('CLOSED');
      return fin ? acknowledge(state) : stay(state);
  }
}

function read(event: Event) {
  const segment = event.type === 'segment' ? event : null;
  return {
    close: event.type === 'close',
    clock: event.type === 'timeout',
    rst: segment?.rst === true,
    fin: segment?.fin === true,
    acked: segment?.acksOurFin === true,
  };
}
