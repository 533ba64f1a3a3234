/** Where the words go: two streams, a language, and colours only where a person looks. Next: columns.ts */
import type { Language, Text } from '@lastack/exercise-kit';
import { languageOf } from './language.ts';

const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;
export type Style = keyof typeof STYLES;

export interface Terminal {
  readonly language: Language;
  /** The folder in which the command was called. */
  readonly cwd: string;
  /** Columns of the terminal, 60 to 120; 80 where there is none. */
  readonly columns: number;
  /** One of the two languages. */
  say(text: Text): string;
  /** `words` in a colour, or as they are: NO_COLOR, no terminal, TERM=dumb. */
  style(style: Style, words: string): string;
  /** Whether `style` does anything. */
  readonly coloured: boolean;
  /** A line on standard output. */
  print(line?: string): void;
  /** A line on standard error: what is not part of the answer. */
  note(line: string): void;
}

function wantsColour(env: NodeJS.ProcessEnv, stream: NodeJS.WriteStream): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

export function openTerminal(env: NodeJS.ProcessEnv = process.env): Terminal {
  const language = languageOf(env);
  const colour = wantsColour(env, process.stdout);
  return {
    language,
    cwd: process.cwd(),
    columns: Math.min(120, Math.max(60, process.stdout.columns ?? 80)),
    say: (text) => text[language],
    style: (style, words) => (colour ? `\u001b[${STYLES[style][0]}m${words}\u001b[${STYLES[style][1]}m` : words),
    coloured: colour,
    print: (line = '') => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
  };
}
