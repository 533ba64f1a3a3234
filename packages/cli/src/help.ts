/** `--help`, in the reader's language. Next: language.ts */
import { pad, width } from './columns.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { fold } from './fold.ts';
import type { Terminal } from './terminal.ts';

const WORDS = {
  usage: { en: 'Usage', 'zh-Hans': '用法' },
  options: { en: 'Options', 'zh-Hans': '选项' },
  commands: { en: 'Commands', 'zh-Hans': '命令' },
  promise: {
    en: 'Last ACK: a course about how TCP connections live and end.',
    'zh-Hans': 'Last ACK：讲解 TCP 连接如何存续与终结的课程。',
  },
  exits: {
    en: 'Exit codes: 0 all well · 1 the answer is "no" · 2 the call was wrong · 3 the machine lacks something',
    'zh-Hans': '退出码：0 一切正常 · 1 答案是“否” · 2 调用有误 · 3 这台机器缺少所需条件',
  },
  more: { en: 'More: lastack COMMAND --help', 'zh-Hans': '详情：lastack 命令 --help' },
  language: {
    en: 'The language follows the locale; LASTACK_LANG=zh-Hans or LASTACK_LANG=en overrides it.',
    'zh-Hans': '语言跟随系统区域设置；可用 LASTACK_LANG=zh-Hans 或 LASTACK_LANG=en 指定。',
  },
} as const;

/** A name and what it is, a row each; what does not fit goes on below, behind the names. */
function listed(rows: readonly (readonly [name: string, about: string])[], columns: number): string[] {
  const room = Math.max(...rows.map(([name]) => width(name)));
  return rows.flatMap(([name, about]) =>
    fold(about, columns - room - 4).map((line, index) => `  ${pad(index === 0 ? name : '', room)}  ${line}`),
  );
}

const usage = (command: Command): string =>
  ['lastack', command.name, ...command.words, ...(Object.keys(command.options).length > 0 ? ['[…]'] : [])].join(' ');

/** The whole command. */
export function helpText({ say, style, columns }: Terminal): string[] {
  const commands = COMMANDS.map(({ name, words, about }) => [[name, ...words].join(' '), say(about)] as const);
  return [
    say(WORDS.promise),
    '',
    `${style('bold', say(WORDS.usage))}  lastack COMMAND [--help] · lastack --version`,
    '',
    style('bold', say(WORDS.commands)),
    ...listed(commands, columns),
    '',
    ...fold(say(WORDS.exits), columns),
    ...fold(say(WORDS.language), columns),
    say(WORDS.more),
  ];
}

/** One command. */
export function commandHelp(command: Command, { say, style, columns }: Terminal): string[] {
  const options = Object.entries(command.options).map(
    ([name, { value, about }]) => [value ? `--${name} ${value}` : `--${name}`, say(about)] as const,
  );
  return [
    ...fold(say(command.about), columns),
    '',
    `${style('bold', say(WORDS.usage))}  ${usage(command)}`,
    ...(options.length > 0 ? ['', style('bold', say(WORDS.options)), ...listed(options, columns)] : []),
  ];
}
