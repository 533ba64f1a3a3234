/** The screen's own words. Next: story.ts */
import type { Language, Text } from '@lastack/exercise-kit';
import type { Standing } from '../progress/progress.ts';

export const t = (en: string, zhHans: string): Text => ({ en, 'zh-Hans': zhHans });
export const say = (text: Text, language: Language): string => text[language];

export const WORDS = {
  expected: t('Expected', '应当'),
  got: t('Got', '实际'),
  look: t('Look at', '检查'),
  happened: t('What happened', '经过'),
  rule: t('Rule', '依据'),
  lesson: t('Read', '课文'),
  seed: t('Replay', '重放'),
  printed: t('Your code printed:', '你的代码输出：'),
  running: t('running …', '运行中……'),
  first: t('running for the first time …', '首次运行中……'),
  passed: t('passed', '通过'),
  notYet: t('not yet', '尚未通过'),
  search: t('Search', '搜索'),
  none: t('Nothing matches.', '没有匹配的练习。'),
  more: t('more', '行'),
  solution: t('Solution', '参考答案'),
  checking: t('Everything, once more', '全部再检查一遍'),
} as const;

export const STANDING_WORDS: Readonly<Record<Standing, Text>> = {
  passed: t('passed', '已通过'),
  older: t('passed an older version', '通过的是旧版本'),
  tried: t('begun', '进行中'),
  new: t('', ''),
};

export const DONE = t(
  '✓ It passes. Stay and try things, or press "n" to go on. "s" shows how the course solves it.',
  '✓ 通过了。可以继续尝试，或按 n 进入下一个；按 s 可看课程的参考答案。',
);

export const OLDER = t(
  'You passed an older version of this exercise; it has changed since.',
  '你通过的是这个练习的旧版本；此后它有改动。',
);

export const ALL_DONE = t(
  'Every exercise passes. Both ends are CLOSED, and nothing was lost. Well done.',
  '全部练习通过。两端都已 CLOSED，没有丢失任何数据。干得漂亮。',
);

export const KEYS: readonly (readonly [string, Text])[] = [
  ['n', t('next exercise, once this one passes', '下一个练习（本练习通过之后）')],
  ['h', t('hint; again for the next of three', '提示；再按看下一级，共三级')],
  ['l', t('list: filter, search, choose', '列表：筛选、搜索、选择')],
  ['r', t('run again (saving the file does it, too)', '重新运行（保存文件也会触发）')],
  ['t', t('every test in a line', '逐行列出每个测试')],
  ['s', t('solution: after a pass, or when asked twice', '参考答案：通过之后，或连按两次')],
  ['x', t('reset to the starter; what you wrote is kept', '恢复初始代码；你写的内容会保留')],
  ['c', t('check every exercise', '检查全部练习')],
  ['j k ↑ ↓', t('scroll; Space and b by pages, g and G to the ends', '滚动；空格与 b 翻页，g 与 G 到两端')],
  ['← →', t('move a ladder that is wider than the screen', '左右移动比屏幕宽的时序图')],
  ['q', t('leave; Ctrl-C leaves at any moment', '退出；Ctrl-C 可随时退出')],
];
