/** What a terminal in raw mode sends, as names of keys. Next: file-watch.ts */

/** xterm's sequences, in both of its cursor modes; tmux and VS Code send the same. */
const SEQUENCES: Readonly<Record<string, string>> = {
  '[A': 'up',
  '[B': 'down',
  '[C': 'right',
  '[D': 'left',
  OA: 'up',
  OB: 'down',
  OC: 'right',
  OD: 'left',
  '[H': 'home',
  '[F': 'end',
  OH: 'home',
  OF: 'end',
  '[1~': 'home',
  '[4~': 'end',
  '[5~': 'page-up',
  '[6~': 'page-down',
};

const SINGLE: Readonly<Record<string, string>> = {
  '\u0003': 'ctrl-c',
  '\u000c': 'ctrl-l',
  '\u001a': 'ctrl-z',
  '\r': 'enter',
  '\n': 'enter',
  '\u007f': 'backspace',
  '\b': 'backspace',
  ' ': 'space',
};

/** A sequence begins with Escape and `[` or `O`, and ends with a letter or `~`. */
// eslint-disable-next-line no-control-regex -- Escape is what it looks for
const SEQUENCE = /^\u001b(\[[0-?]*[ -/]*[@-~]|O[A-Z])/;

/** The keys in one chunk of input. An Escape with nothing after it is the key of that name. */
export function keysOf(input: string): string[] {
  const keys: string[] = [];
  for (let rest = input; rest !== '';) {
    const sequence = SEQUENCE.exec(rest);
    if (sequence) {
      const name = SEQUENCES[sequence[1]!];
      if (name !== undefined) keys.push(name);
      rest = rest.slice(sequence[0].length);
      continue;
    }
    const [character = ''] = rest;
    rest = rest.slice(character.length);
    if (character === '\u001b') keys.push('escape');
    else if (SINGLE[character] !== undefined) keys.push(SINGLE[character]);
    else if (character >= ' ') keys.push(character);
  }
  return keys;
}
