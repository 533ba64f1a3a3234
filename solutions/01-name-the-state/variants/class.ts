// variant: a dictionary as a class, filled line by line, that answers both ways
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
class Dictionary {
  readonly #words = new Map<string, string>();
  readonly #states = new Map<string, State>();

  add(state: State, ss: string, netstat: string, proc: string): this {
    for (const [dialect, word] of Object.entries({ rfc: state, ss, netstat, proc })) {
      this.#words.set(dialect + '/' + state, word);
      this.#states.set(word.toLowerCase(), state);
    }
    return this;
  }

  word(state: State, dialect: Dialect): string {
    const word = this.#words.get(dialect + '/' + state);
    if (word === undefined) throw new RangeError(state + ' is no state');
    return word;
  }

  state(word: string): State | null {
    return this.#states.get(word.toLowerCase()) ?? null;
  }
}

const dictionary = new Dictionary()
  .add('CLOSED', 'UNCONN', 'CLOSE', '07')
  .add('LISTEN', 'LISTEN', 'LISTEN', '0A')
  .add('SYN-SENT', 'SYN-SENT', 'SYN_SENT', '02')
  .add('SYN-RECEIVED', 'SYN-RECV', 'SYN_RECV', '03')
  .add('ESTABLISHED', 'ESTAB', 'ESTABLISHED', '01')
  .add('FIN-WAIT-1', 'FIN-WAIT-1', 'FIN_WAIT1', '04')
  .add('FIN-WAIT-2', 'FIN-WAIT-2', 'FIN_WAIT2', '05')
  .add('CLOSE-WAIT', 'CLOSE-WAIT', 'CLOSE_WAIT', '08')
  .add('CLOSING', 'CLOSING', 'CLOSING', '0B')
  .add('LAST-ACK', 'LAST-ACK', 'LAST_ACK', '09')
  .add('TIME-WAIT', 'TIME-WAIT', 'TIME_WAIT', '06');

export const spell = (state: State, dialect: Dialect): string => dictionary.word(state, dialect);

export const parse = (text: string): State | null => dictionary.state(text);
