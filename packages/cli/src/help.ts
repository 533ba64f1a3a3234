/** `--help`, in the reader's language. Next: language.ts */
import { table } from './columns.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
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

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const usage = (command: Command): string =>
  ['lastack', command.name, ...command.words, ...(Object.keys(command.options).length > 0 ? ['[…]'] : [])].join(' ');

/** The whole command. */
export function helpText({ say, style }: Terminal): string[] {
  return [
    say(WORDS.promise),
    '',
    `${style('bold', say(WORDS.usage))}  lastack COMMAND [--help] · lastack --version`,
    '',
    style('bold', say(WORDS.commands)),
    ...indent(table(COMMANDS.map((command) => [[command.name, ...command.words].join(' '), say(command.about)]))),
    '',
    say(WORDS.exits),
    say(WORDS.language),
    say(WORDS.more),
  ];
}

/** One command. */
export function commandHelp(command: Command, { say, style }: Terminal): string[] {
  const options = Object.entries(command.options).map(([name, { value, about }]) => [
    value ? `--${name} ${value}` : `--${name}`,
    say(about),
  ]);
  return [
    say(command.about),
    '',
    `${style('bold', say(WORDS.usage))}  ${usage(command)}`,
    ...(options.length > 0 ? ['', style('bold', say(WORDS.options)), ...indent(table(options))] : []),
  ];
}
