// variant: one regular expression for the sockets of each program, over the whole text
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

const WORDS: readonly (readonly [State, string])[] = [
  ['CLOSED', 'UNCONN CLOSE 07'],
  ['LISTEN', 'LISTEN 0A'],
  ['SYN-SENT', 'SYN-SENT SYN_SENT 02'],
  ['SYN-RECEIVED', 'SYN-RECV SYN_RECV 03'],
  ['ESTABLISHED', 'ESTAB ESTABLISHED 01'],
  ['FIN-WAIT-1', 'FIN-WAIT-1 FIN_WAIT1 04'],
  ['FIN-WAIT-2', 'FIN-WAIT-2 FIN_WAIT2 05'],
  ['CLOSE-WAIT', 'CLOSE-WAIT CLOSE_WAIT 08'],
  ['CLOSING', 'CLOSING 0B'],
  ['LAST-ACK', 'LAST-ACK LAST_ACK 09'],
  ['TIME-WAIT', 'TIME-WAIT TIME_WAIT 06'],
];
const STATES = new Map(WORDS.flatMap(([state, words]) => words.split(' ').map((word) => [word, state] as const)));

const PROC = /^ *\d+: [0-9A-F]+:[0-9A-F]{4} [0-9A-F]+:[0-9A-F]{4} ([0-9A-F]{2}) /gm;
const NETSTAT = /^tcp6? +\d+ +\d+ +\S+ +\S+ +(\S+)/gm;
const SS = /^(?:tcp +)?([A-Z][A-Z0-9-]*) +\d+ +\d+ /gm;

const TITLES = /^ *sl +local|^Active Internet|^(Netid +)?State /m;

export function count(text: string): Counts | null {
  const found = [PROC, NETSTAT, SS].flatMap((socket) => [...text.matchAll(socket)].map(([, word]) => word ?? ''));
  const states = found.flatMap((word) => STATES.get(word) ?? []);
  if (states.length === 0 && !TITLES.test(text)) return null;
  return states.reduce<{ [state in State]?: number }>(
    (counts, state) => ({ ...counts, [state]: (counts[state] ?? 0) + 1 }),
    {},
  );
}
