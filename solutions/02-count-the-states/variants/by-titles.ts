// variant: the line of titles says where the state is; a second line of titles says it again
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

const NAMES: readonly State[] = [
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
const OTHER_WORDS = new Map<string, State>([
  ['ESTAB', 'ESTABLISHED'],
  ['UNCONN', 'CLOSED'],
  ['CLOSE', 'CLOSED'],
  ['SYN-RECV', 'SYN-RECEIVED'],
  ['FIN-WAIT1', 'FIN-WAIT-1'],
  ['FIN-WAIT2', 'FIN-WAIT-2'],
]);

function stateCalled(word: string): State | null {
  if (/^0[1-9AB]$/.test(word)) return NAMES[Number.parseInt(word, 16) - 1] ?? null;
  const name = word.replaceAll('_', '-');
  return OTHER_WORDS.get(name) ?? NAMES.find((state) => state === name) ?? null;
}

type Reader = (words: readonly string[]) => string | undefined;

/** What a line of titles promises; `undefined` when the line is none. */
function readerFor(line: string): Reader | null | undefined {
  if (/^\s*sl\s/.test(line)) return (words) => words[3];
  if (/^Proto Recv-Q/.test(line)) return (words) => (/^tcp6?$/.test(words[0] ?? '') ? words[5] : undefined);
  if (/^Proto RefCnt/.test(line)) return () => undefined;
  if (/^State\s/.test(line)) return (words) => words[0];
  if (/^Netid\s+State\s/.test(line)) return (words) => (words[0] === 'tcp' ? words[1] : undefined);
  if (/Recv-Q/.test(line)) return null;
  return undefined;
}

export function count(text: string): Counts | null {
  const counts: { [state in State]: number } = Object.fromEntries(NAMES.map((name) => [name, 0])) as never;
  let reader: Reader | null = null;
  let known = false;
  for (const line of text.split(/\r?\n/)) {
    const titles = readerFor(line);
    if (titles !== undefined) {
      reader = titles;
      known ||= titles !== null;
      continue;
    }
    const words = line.trim().split(/\s+/);
    // Without titles (ss -H) a socket is a state of TCP and two lengths of queues.
    const place = words[0] === 'tcp' ? 1 : 0;
    if (reader === null && !known && /\S\s+\d+\s+\d+\s/.test(line) && stateCalled(words[place] ?? '') !== null) {
      reader = (some) => (place === 0 || some[0] === 'tcp' ? some[place] : undefined);
      known = true;
    }
    const state = stateCalled(reader?.(words) ?? '');
    if (state !== null) counts[state] += 1;
  }
  return known ? counts : null;
}
