/** From the words of the command line to a call, or to one line that says what was wrong with it. Next: help.ts */
import { parseArgs } from 'node:util';
import { nearest } from './columns.ts';
import type { Call, Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { wrongCall } from './refusal.ts';

const didYouMean = (word: string, candidates: readonly string[], mark: (name: string) => string) => {
  const near = nearest(word, candidates);
  return near === null
    ? { en: '', zhHans: '' }
    : { en: ` Did you mean ${mark(near)}?`, zhHans: `是不是 ${mark(near)}？` };
};

export function commandNamed(word: string): Command {
  const command = COMMANDS.find(({ name }) => name === word);
  if (command) return command;
  const names = COMMANDS.map(({ name }) => name);
  const meant = didYouMean(word, names, (name) => `lastack ${name}`);
  throw wrongCall(
    `no command "${word}".${meant.en} There are: ${names.join(', ')}.`,
    `没有命令“${word}”。${meant.zhHans}现有：${names.join('、')}。`,
  );
}

type Token = ReturnType<typeof parseArgs>['tokens'] extends (infer T)[] | undefined ? T : never;

/** An option must be in the command's table, with a value if the table says so, and without one if not. */
function checkOption(command: Command, token: Extract<Token, { kind: 'option' }>): void {
  const option = Object.hasOwn(command.options, token.name) ? command.options[token.name] : undefined;
  if (option === undefined) {
    const meant = didYouMean(token.name, Object.keys(command.options), (name) => `--${name}`);
    throw wrongCall(
      `"${command.name}" has no option ${token.rawName}.${meant.en} See: lastack ${command.name} --help`,
      `“${command.name}”没有选项 ${token.rawName}。${meant.zhHans}参见：lastack ${command.name} --help`,
    );
  }
  if (option.value !== undefined && !token.value)
    throw wrongCall(
      `${token.rawName} needs a value: ${token.rawName} ${option.value}`,
      `${token.rawName} 需要一个值：${token.rawName} ${option.value}`,
    );
  if (option.value === undefined && token.value !== undefined)
    throw wrongCall(`${token.rawName} takes no value.`, `${token.rawName} 不接受值。`);
}

function checkWords(command: Command, words: readonly string[]): void {
  const required = command.words.filter((word) => !word.startsWith('['));
  const missing = required[words.length];
  if (missing !== undefined)
    throw wrongCall(
      `"${command.name}" needs ${missing}. See: lastack ${command.name} --help`,
      `“${command.name}”需要 ${missing}。参见：lastack ${command.name} --help`,
    );
  const many = command.words.some((word) => word.includes('…'));
  const extra = words[command.words.length];
  if (!many && extra !== undefined)
    throw wrongCall(
      `"${command.name}" does not know what to do with "${extra}". See: lastack ${command.name} --help`,
      `“${command.name}”不知道如何处理“${extra}”。参见：lastack ${command.name} --help`,
    );
}

/** Everything after the command's name. */
export function parseCall(command: Command, args: readonly string[]): Call {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value }]) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const words: string[] = [];
  const given = new Map<string, string | undefined>();
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    checkOption(command, token);
    given.set(token.name, token.value);
  }
  checkWords(command, words);
  return { words, has: (option) => given.has(option), value: (option) => given.get(option) };
}
