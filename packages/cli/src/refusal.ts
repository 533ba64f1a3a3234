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

/**
 * The refusal that an error amounts to; `null` for a bug of our own. The grader's two are known by their names:
 * importing their classes here would load the grader for every command.
 */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (!(error instanceof Error)) return null;
  const { text, command } = error as Error & { text?: Text; command?: string };
  if (text === undefined) return null;
  if (error.name === 'GradeRefused') return new Refusal(EXIT.wrongCall, text);
  if (error.name !== 'MachineLacks') return null;
  return new Refusal(EXIT.machineLacks, {
    en: `${text.en}. To mend it: ${command}`,
    'zh-Hans': `${text['zh-Hans']}。解决办法：${command}`,
  });
}

export const wrongCall = (en: string, zhHans: string): Refusal =>
  new Refusal(EXIT.wrongCall, { en, 'zh-Hans': zhHans });

/** Words that are the same in both languages: a place in a file, a name. */
export const verbatim = (words: string): Text => ({ en: words, 'zh-Hans': words });
