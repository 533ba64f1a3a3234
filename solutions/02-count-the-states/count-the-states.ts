/** How many sockets of TCP are in each state, out of what ss, netstat or /proc/net/tcp print. */

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

/** A state that does not occur is left out, or 0. */
export type Counts = { readonly [state in State]?: number };

/** What each program prints for a state; UNCONN is what ss prints for CLOSED. */
const WORDS: { readonly [state in State]: { readonly ss: string; readonly netstat: string; readonly proc: string } } = {
  CLOSED: { ss: 'UNCONN', netstat: 'CLOSE', proc: '07' },
  LISTEN: { ss: 'LISTEN', netstat: 'LISTEN', proc: '0A' },
  'SYN-SENT': { ss: 'SYN-SENT', netstat: 'SYN_SENT', proc: '02' },
  'SYN-RECEIVED': { ss: 'SYN-RECV', netstat: 'SYN_RECV', proc: '03' },
  ESTABLISHED: { ss: 'ESTAB', netstat: 'ESTABLISHED', proc: '01' },
  'FIN-WAIT-1': { ss: 'FIN-WAIT-1', netstat: 'FIN_WAIT1', proc: '04' },
  'FIN-WAIT-2': { ss: 'FIN-WAIT-2', netstat: 'FIN_WAIT2', proc: '05' },
  'CLOSE-WAIT': { ss: 'CLOSE-WAIT', netstat: 'CLOSE_WAIT', proc: '08' },
  CLOSING: { ss: 'CLOSING', netstat: 'CLOSING', proc: '0B' },
  'LAST-ACK': { ss: 'LAST-ACK', netstat: 'LAST_ACK', proc: '09' },
  'TIME-WAIT': { ss: 'TIME-WAIT', netstat: 'TIME_WAIT', proc: '06' },
};

type Program = 'ss' | 'netstat' | 'proc';

const STATES = Object.keys(WORDS) as State[];

const stateOf = (program: Program, word: string | undefined): State | undefined =>
  STATES.find((state) => WORDS[state][program] === word);

type Words = readonly (string | undefined)[];

/** In `ss` the kind of socket may come before the state. */
const placeInSs = ([first]: Words): number => (first === 'tcp' ? 1 : 0);

/** How to know the program by the words of a line, and which of them is the state when it shows a socket of TCP. */
const FORMATS: readonly {
  readonly program: Program;
  readonly knownBy: (words: Words) => boolean;
  readonly wordOf: (words: Words) => string | undefined;
}[] = [
  {
    program: 'proc',
    knownBy: ([, second]) => second === 'local_address',
    // A second file brings its own line of titles, whose fourth word is `st`: no state.
    wordOf: ([, , , word]) => word,
  },
  {
    program: 'netstat',
    knownBy: ([first]) => first === 'Proto',
    // A connected socket of UDP is ESTABLISHED, too.
    wordOf: ([protocol, , , , , word]) => (protocol === 'tcp' || protocol === 'tcp6' ? word : undefined),
  },
  {
    program: 'ss',
    // `Netid` alone would not do: `ss state` leaves the State column out.
    knownBy: (words) => words[0] === 'State' || words[1] === 'State' || isLineOfSs(words),
    wordOf: (words) => words[placeInSs(words)],
  },
];

/** With -H there are no titles: the line of a socket is a state and two numbers. */
const isLineOfSs = (words: Words): boolean => {
  const place = placeInSs(words);
  return stateOf('ss', words[place]) !== undefined && !Number.isNaN(Number(words[place + 1]));
};

/** The counts; `null` when the text does not say in which state a socket is. */
export function count(text: string): Counts | null {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  const format = FORMATS.find(({ knownBy }) => lines.some(knownBy));
  if (format === undefined) return null;
  const counts: { [state in State]?: number } = {};
  for (const words of lines) {
    const state = stateOf(format.program, format.wordOf(words));
    if (state !== undefined) counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}
