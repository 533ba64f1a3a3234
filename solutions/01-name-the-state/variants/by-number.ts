// variant: the kernel's numbers are the index of everything; parse finds the number first
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
/** By the numbers of tcp_states.h, from 1. */
const RFC: readonly State[] = [
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
const SS = 'ESTAB SYN-SENT SYN-RECV FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT UNCONN CLOSE-WAIT LAST-ACK LISTEN CLOSING'.split(
  ' ',
);
const NETSTAT =
  'ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING'.split(' ');
const PROC = RFC.map((_, index) => (index + 1).toString(16).toUpperCase().padStart(2, '0'));
const COLUMNS: { readonly [dialect in Dialect]: readonly string[] } = {
  rfc: RFC,
  ss: SS,
  netstat: NETSTAT,
  proc: PROC,
};

export const spell = (state: State, dialect: Dialect): string => COLUMNS[dialect][RFC.indexOf(state)] ?? state;

export function parse(text: string): State | null {
  const found = Object.values(COLUMNS)
    .map((column) => column.indexOf(text.toUpperCase()))
    .find((index) => index >= 0);
  return found === undefined ? null : (RFC[found] ?? null);
}
