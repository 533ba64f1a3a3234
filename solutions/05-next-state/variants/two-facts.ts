// variant: no diagram at all: two facts (our FIN: none, sent, acknowledged; the peer's: here or not) give the state its name
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

type Ours = 'none' | 'sent' | 'acknowledged';

/** The state as a point in the plane of the two half-closes. */
const POINTS: Readonly<Record<Exclude<State, 'CLOSED' | 'LAST-ACK'>, readonly [ours: Ours, theirs: boolean]>> = {
  ESTABLISHED: ['none', false],
  'FIN-WAIT-1': ['sent', false],
  'FIN-WAIT-2': ['acknowledged', false],
  'CLOSE-WAIT': ['none', true],
  CLOSING: ['sent', true],
  'TIME-WAIT': ['acknowledged', true],
};

class HalfCloses {
  #ours: Ours;
  #theirs: boolean;
  /** The peer's FIN came before ours left: LAST-ACK looks like CLOSING and ends otherwise. */
  readonly #last: boolean;
  #closesLast = false;

  constructor(state: Exclude<State, 'CLOSED'>) {
    this.#last = state === 'LAST-ACK';
    [this.#ours, this.#theirs] = state === 'LAST-ACK' ? (['sent', true] as const) : POINTS[state];
  }

  close(): Answer['send'] {
    if (this.#ours !== 'none') return null;
    this.#ours = 'sent';
    this.#closesLast = this.#theirs;
    return 'FIN';
  }

  take({ fin, acksOurFin }: { readonly fin: boolean; readonly acksOurFin: boolean }): Answer['send'] {
    if (acksOurFin && this.#ours === 'sent') this.#ours = 'acknowledged';
    if (!fin) return null;
    this.#theirs = true;
    return 'ACK';
  }

  get state(): State {
    if (this.#last || this.#closesLast) return this.#ours === 'acknowledged' ? 'CLOSED' : 'LAST-ACK';
    const point = Object.entries(POINTS).find(([, [ours, theirs]]) => ours === this.#ours && theirs === this.#theirs);
    return (point?.[0] ?? 'CLOSED') as State;
  }
}

export function next(state: State, event: Event): Answer {
  const rst = event.type === 'segment' && event.rst;
  if (state === 'CLOSED') return { state, send: event.type === 'segment' && !rst ? 'RST' : null };
  if (rst) return { state: 'CLOSED', send: null };
  if (event.type === 'timeout') return { state: state === 'TIME-WAIT' ? 'CLOSED' : state, send: null };
  const halves = new HalfCloses(state);
  const send = event.type === 'close' ? halves.close() : halves.take(event);
  return { state: halves.state, send };
}
