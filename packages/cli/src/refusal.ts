/** Why the command does nothing: one line for a person, and the exit code. Next: terminal.ts */
import type { Text } from '@lastack/exercise-kit';

/** What the shell is told. `no` is an answer (a test failed); the last two are not. */
export const EXIT = { well: 0, no: 1, wrongCall: 2, machineLacks: 3 } as const;

/** The call was wrong, or the machine lacks something. The text says what, where, and what to do. */
export class Refusal extends Error {
  readonly exitCode: typeof EXIT.wrongCall | typeof EXIT.machineLacks;
  readonly text: Text;

  constructor(exitCode: Refusal['exitCode'], text: Text) {
    super(text.en);
    this.exitCode = exitCode;
    this.text = text;
  }
}

export const wrongCall = (en: string, zhHans: string): Refusal =>
  new Refusal(EXIT.wrongCall, { en, 'zh-Hans': zhHans });

/** Words that are the same in both languages: a place in a file, a name. */
export const verbatim = (words: string): Text => ({ en: words, 'zh-Hans': words });
