// mutant: it searches the line from its end for a word that is a state; a program may be called LISTEN
// fails: what breaks one-liners > -p, -o and -e print more columns
// code: count-the-states/more-columns
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
    place: ([protocol]) => (protocol === 'tcp' || protocol === 'tcp6' ? 5 : null),
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
    const found = line
      .split(/[^A-Za-z0-9_-]+/)
      .findLast((word) => format.program !== 'proc' && stateOf(format.program, word) !== null);
    const state = place === null ? null : stateOf(format.program, found ?? words[place]);
    if (state !== null) counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}
