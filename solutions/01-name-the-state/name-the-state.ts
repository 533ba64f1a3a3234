/** The eleven states of a TCP connection, as four sources spell them. */

/** As RFC 9293 §3.3.2 writes them. */
export type State =
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

/** The RFC itself; `ss` (iproute2); `netstat` (net-tools); the `st` column of /proc/net/tcp. */
export type Dialect = 'rfc' | 'ss' | 'netstat' | 'proc';

/** tcp_states.h, iproute2 and net-tools. The differences follow no rule: a table says so, and can be checked by eye. */
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

/** The same table read backwards. A Map has only the words that were put there; an object also has `constructor`. */
const STATES = new Map(
  Object.entries(WORDS).flatMap(([state, words]) => Object.values(words).map((word) => [word, state as State])),
);

/** How this dialect writes this state. */
export const spell = (state: State, dialect: Dialect): string => WORDS[state][dialect];

/** Which state a word means, in whichever of the four dialects; `null` when it is none. */
export const parse = (text: string): State | null => STATES.get(text.toUpperCase()) ?? null;
