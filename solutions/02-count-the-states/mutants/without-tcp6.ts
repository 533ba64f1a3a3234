// mutant: it takes lines that begin with "tcp " and a blank: half of a modern server is tcp6
// fails: what breaks one-liners > IPv6: tcp6, and addresses full of colons
// code: count-the-states/addresses
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
type Counts = { readonly [state in State]?: number };

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

const stateOf = (program: Program, word: string | undefined): State | null =>
  STATES.find((state) => WORDS[state][program] === word) ?? null;

const STATES = Object.keys(WORDS) as State[];
const FORMATS: readonly {
  readonly program: Program;
  readonly knownBy: (line: string) => boolean;
  readonly place: (words: readonly string[]) => number | null;
}[] = [
  {
    program: 'proc',
    knownBy: (line) => /^\s*sl\s+local_address\s/.test(line),
    place: ([number]) => (/^\d+:$/.test(number ?? '') ? 3 : null),
  },
  {
    program: 'netstat',
    knownBy: (line) => /^Proto\s.*\sState\b/.test(line),
    place: ([protocol]) => (protocol === 'tcp' ? 5 : null),
  },
  {
    program: 'ss',
    knownBy: (line) => /^(Netid\s+)?State\s/.test(line) || /^(tcp\s+)?[A-Z][A-Z0-9-]*\s+\d+\s+\d+\s/.test(line),
    place: ([first]) => (first === 'tcp' ? 1 : 0),
  },
];
export function count(text: string): Counts | null {
  const lines = text.split('\n');
  const format = FORMATS.find(({ knownBy }) => lines.some(knownBy));
  if (format === undefined) return null;
  const counts: { [state in State]?: number } = {};
  for (const line of lines) {
    const words = line.trim().split(/\s+/);
    const place = format.place(words);
    const state = place === null ? null : stateOf(format.program, words[place]);
    if (state !== null) counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}
