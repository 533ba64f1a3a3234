// mutant: it looks the word up in an object, which has words of its own: constructor
// fails: parse > a word that is no state is null
// code: name-the-state/no-state
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

const WORDS: { readonly [state in State]: { readonly [dialect in Dialect]: string } } = {
  CLOSED: { rfc: 'CLOSED', ss: 'UNCONN', netstat: 'CLOSE', proc: '07' },
  LISTEN: { rfc: 'LISTEN', ss: 'LISTEN', netstat: 'LISTEN', proc: '0A' },
  'SYN-SENT': { rfc: 'SYN-SENT', ss: 'SYN-SENT', netstat: 'SYN_SENT', proc: '02' },
  'SYN-RECEIVED': { rfc: 'SYN-RECEIVED', ss: 'SYN-RECV', netstat: 'SYN_RECV', proc: '03' },
  ESTABLISHED: { rfc: 'ESTABLISHED', ss: 'ESTAB', netstat: 'ESTABLISHED', proc: '01' },
  'FIN-WAIT-1': { rfc: 'FIN-WAIT-1', ss: 'FIN-WAIT-1', netstat: 'FIN_WAIT1', proc: '04' },
  'FIN-WAIT-2': { rfc: 'FIN-WAIT-2', ss: 'FIN-WAIT-2', netstat: 'FIN_WAIT2', proc: '05' },
  'CLOSE-WAIT': { rfc: 'CLOSE-WAIT', ss: 'CLOSE-WAIT', netstat: 'CLOSE_WAIT', proc: '08' },
  CLOSING: { rfc: 'CLOSING', ss: 'CLOSING', netstat: 'CLOSING', proc: '0B' },
  'LAST-ACK': { rfc: 'LAST-ACK', ss: 'LAST-ACK', netstat: 'LAST_ACK', proc: '09' },
  'TIME-WAIT': { rfc: 'TIME-WAIT', ss: 'TIME-WAIT', netstat: 'TIME_WAIT', proc: '06' },
};

const STATES: { readonly [word: string]: State } = Object.fromEntries(
  Object.entries(WORDS).flatMap(([state, words]) => Object.values(words).map((word) => [word, state as State])),
);

export const spell = (state: State, dialect: Dialect): string => WORDS[state][dialect];

export const parse = (text: string): State | null => STATES[text.toUpperCase()] ?? (text in STATES ? 'CLOSED' : null);
