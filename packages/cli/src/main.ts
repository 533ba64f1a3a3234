/** The command from its words to its exit code. The bin loads this, bundled; a command's own code comes when called. */
import { readFileSync } from 'node:fs';
import { commandHelp, helpText } from './help.ts';
import { commandNamed, parseCall } from './parse.ts';
import { EXIT, refusalOf } from './refusal.ts';
import { openTerminal, type Terminal } from './terminal.ts';

const version = (): string =>
  (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version;

const asksForHelp = (word: string): boolean => word === '--help' || word === '-h';

async function dispatch([first, ...rest]: readonly string[], terminal: Terminal): Promise<number> {
  if (first === undefined || first === '--plain')
    return dispatch(['watch', ...(first ? [first] : []), ...rest], terminal);
  if (asksForHelp(first) || first === 'help') {
    helpText(terminal).forEach((line) => terminal.print(line));
    return EXIT.well;
  }
  if (first === '--version' || first === '-V') {
    terminal.print(version());
    return EXIT.well;
  }
  const command = commandNamed(first);
  if (rest.some(asksForHelp)) {
    commandHelp(command, terminal).forEach((line) => terminal.print(line));
    return EXIT.well;
  }
  const call = parseCall(command, rest);
  return (await command.load()).run(call, terminal);
}

/** Answers with the exit code. What a person can mend is one line on standard error; a stack trace is our own bug. */
export async function main(args: readonly string[]): Promise<number> {
  const terminal = openTerminal();
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    terminal.note(`lastack: ${terminal.say(refusal.text)}`);
    return refusal.exitCode;
  }
}
