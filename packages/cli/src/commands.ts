/** Every command there is. Next: parse.ts */
import type { Command, Option } from './command.ts';

const JSON_OPTION: Option = {
  about: {
    en: 'one JSON object on standard output, for programs',
    'zh-Hans': '在标准输出打印一个 JSON 对象，供程序读取',
  },
};

const EXERCISE = '[exercise]';

export const COMMANDS: readonly Command[] = [
  {
    name: 'list',
    words: [],
    about: { en: 'the exercises, in order', 'zh-Hans': '按顺序列出练习' },
    options: { json: JSON_OPTION },
    load: () => import('./commands/list.ts'),
  },
  {
    name: 'test',
    words: [EXERCISE],
    about: {
      en: 'test your code: the exercise of this folder, the named one, or else all',
      'zh-Hans': '测试你的代码：当前目录的练习、指定的练习，或全部练习',
    },
    options: { json: JSON_OPTION },
    load: () => import('./commands/test.ts'),
  },
  {
    name: 'hint',
    words: [EXERCISE, '[level]'],
    about: {
      en: 'a hint: level 1 (the default), 2 or 3; none is the answer',
      'zh-Hans': '提示：第 1（默认）、2、3 级；都不是答案本身',
    },
    options: {},
    load: () => import('./commands/hint.ts'),
  },
];
