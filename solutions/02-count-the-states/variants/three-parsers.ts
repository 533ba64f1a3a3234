// variant: three small parsers behind one interface; the first that knows the text reads it
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

abstract class Parser {
  protected abstract readonly words: readonly string[];
  abstract knows(text: string): boolean;
  /** The word for the state, or nothing when the line shows no socket of TCP. */
  protected abstract word(line: string): string | undefined;

  count(text: string): Counts {
    const counts = new Map<State, number>();
    for (const line of text.split('\n')) {
      const state = ORDER[this.words.indexOf(this.word(line) ?? '-')];
      if (state !== undefined) counts.set(state, (counts.get(state) ?? 0) + 1);
    }
    return Object.fromEntries(counts);
  }
}

const ORDER: readonly State[] = [
  'CLOSED',
  'LISTEN',
  'SYN-SENT',
  'SYN-RECEIVED',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'CLOSING',
  'LAST-ACK',
  'TIME-WAIT',
];

const columns = (line: string): string[] => line.split(' ').filter((word) => word !== '');

class Proc extends Parser {
  protected readonly words = ['07', '0A', '02', '03', '01', '04', '05', '08', '0B', '09', '06'];
  knows(text: string): boolean {
    return text.trimStart().startsWith('sl ');
  }
  protected word(line: string): string | undefined {
    return line.includes('local_address') ? undefined : columns(line)[3];
  }
}

class Netstat extends Parser {
  protected readonly words =
    'CLOSE LISTEN SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT1 FIN_WAIT2 CLOSE_WAIT CLOSING LAST_ACK TIME_WAIT'.split(' ');
  knows(text: string): boolean {
    return text.startsWith('Active ');
  }
  protected word(line: string): string | undefined {
    return line.startsWith('tcp') ? columns(line)[5] : undefined;
  }
}

class Ss extends Parser {
  protected readonly words =
    'UNCONN LISTEN SYN-SENT SYN-RECV ESTAB FIN-WAIT-1 FIN-WAIT-2 CLOSE-WAIT CLOSING LAST-ACK TIME-WAIT'.split(' ');
  knows(text: string): boolean {
    const [first = '', second = ''] = columns(text.split('\n')[0] ?? '');
    if (first === 'State' || (first === 'Netid' && second === 'State')) return true;
    // ss -H: the first line may be another kind of socket.
    return text.split('\n').some((line) => {
      const [, state = '', queue = ''] = columns(line.startsWith('tcp') ? line : `tcp ${line}`);
      return this.words.includes(state) && /^\d+$/.test(queue);
    });
  }
  protected word(line: string): string | undefined {
    const [first = '', second] = columns(line);
    return first === 'tcp' ? second : first;
  }
}

const PARSERS: readonly Parser[] = [new Proc(), new Netstat(), new Ss()];

export const count = (text: string): Counts | null => PARSERS.find((parser) => parser.knows(text))?.count(text) ?? null;
