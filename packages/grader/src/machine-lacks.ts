/** This machine cannot do what was asked: exit code 3 of the command. */
import type { Text } from '@lastack/exercise-kit';

export class MachineLacks extends Error {
  readonly text: Text;
  /** The command that mends it. */
  readonly command: string;

  constructor(text: Text, command: string) {
    super(`${text.en}. Run: ${command}`);
    this.name = 'MachineLacks';
    this.text = text;
    this.command = command;
  }
}
