/** What a command is: one table gives the parser, `--help` in both languages, and the code to load. Next: commands.ts */
import type { Text } from '@lastack/exercise-kit';
import type { Terminal } from './terminal.ts';

export interface Option {
  /** What stands for the value in `--help`; absent: a switch. */
  readonly value?: string;
  readonly about: Text;
}

/** What was written on the command line, already checked against the command's table. */
export interface Call {
  readonly words: readonly string[];
  has(option: string): boolean;
  value(option: string): string | undefined;
}

/** Does the work; answers with the exit code. Throws `Refusal` for what a person can mend. */
export type Run = (call: Call, terminal: Terminal) => Promise<number>;

export interface Command {
  readonly name: string;
  /** `[exercise]`, `SUBMISSIONS`, `FILE…`, `[exercise…]`: required unless in brackets, many with `…`. */
  readonly words: readonly string[];
  readonly about: Text;
  readonly options: Readonly<Record<string, Option>>;
  /** Its code is loaded only when it is called. */
  readonly load: () => Promise<{ readonly run: Run }>;
}
