// variant: a generator of every word there is, made from the RFC's names; both functions search through it
type State =
  | 'CLOSED'
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT';
type Dialect = 'rfc' | 'ss' | 'netstat' | 'proc';
/** The kernel's numbers, in order: the state with number n stands at place n − 1. */
const NUMBERED: readonly State[] = [
  'ESTABLISHED',
  'SYN-SENT',
  'SYN-RECEIVED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'TIME-WAIT',
  'CLOSED',
  'CLOSE-WAIT',
  'LAST-ACK',
  'LISTEN',
  'CLOSING',
];

const WRITE: { readonly [dialect in Dialect]: (state: State, number: number) => string } = {
  rfc: (state) => state,
  ss: (state) =>
    state
      .replace(/^CLOSED$/, 'UNCONN')
      .replace('LISHED', '')
      .replace('EIVED', 'V'),
  netstat: (state) =>
    state
      .replace(/^(CLOSE)D$/, '$1')
      .replace('EIVED', 'V')
      .replace(/-(?=\d)/, '')
      .replaceAll('-', '_'),
  proc: (_, number) => `0${number.toString(16)}`.toUpperCase(),
};

function* everyWord(): Generator<readonly [State, Dialect, string]> {
  for (const [index, state] of NUMBERED.entries())
    for (const dialect of Object.keys(WRITE) as Dialect[]) yield [state, dialect, WRITE[dialect](state, index + 1)];
}

export function spell(state: State, dialect: Dialect): string {
  for (const [itsState, itsDialect, word] of everyWord()) if (itsState === state && itsDialect === dialect) return word;
  throw new RangeError(`${state} in ${dialect}`);
}

export function parse(text: string): State | null {
  for (const [state, , word] of everyWord()) if (word === text.toUpperCase()) return state;
  return null;
}
