/** Which keys mean something now. Next: draw.ts */
import type { Language, Text } from '@lastack/exercise-kit';
import { doneOf, standingOf } from '../progress/progress.ts';
import { currentItem, isPassedNow, type ScreenState } from './state.ts';
import { say, t } from './words.ts';

const LIST: readonly (readonly [string, Text])[] = [
  ['j/k', t('move', '移动')],
  ['Enter', t('go on here', '进入')],
  ['d', t('passed', '已通过')],
  ['p', t('pending', '未通过')],
  ['/', t('search', '搜索')],
  ['x', t('reset', '恢复')],
  ['Esc', t('back', '返回')],
];
const TYPING: readonly (readonly [string, Text])[] = [
  ['Enter', t('keep', '确定')],
  ['Esc', t('clear', '清除')],
];

function exerciseKeys(state: ScreenState): readonly (readonly [string, Text])[] {
  const passed = isPassedNow(state) || standingOf(state.progress, currentItem(state)) === 'passed';
  const seen = passed || doneOf(state.progress, state.current).askedForSolution > 0;
  const next: readonly [string, Text] = ['n', t('next', '下一个')];
  const hint: Text = state.hint === null ? t('hint', '提示') : t('next hint', '下一级提示');
  const more = state.hint === null || state.hint.level < state.hint.of;
  return [
    ...(passed ? [next] : []),
    ...(more ? [['h', hint] as const] : []),
    ['l', t('list', '列表')],
    ['r', t('run', '运行')],
    ['t', t('tests', '测试')],
    ...(seen ? [['s', t('solution', '答案')] as const] : []),
    ['x', t('reset', '恢复')],
    ['c', t('check all', '全部检查')],
    ['?', t('help', '帮助')],
    ['q', t('quit', '退出')],
  ];
}

function keysOf(state: ScreenState): readonly (readonly [string, Text])[] {
  const { view } = state;
  switch (view.type) {
    case 'exercise':
      return exerciseKeys(state);
    case 'list':
      return view.typing ? TYPING : LIST;
    case 'check':
      return [
        ['n', t('first pending', '第一个未通过的')],
        ['l', t('list', '列表')],
        ['q', t('back', '返回')],
      ];
    case 'tests':
    case 'solution':
    case 'help':
      return [
        ['j/k', t('scroll', '滚动')],
        ['q', t('back', '返回')],
      ];
  }
}

export const keyWords = (state: ScreenState, language: Language): string[] =>
  keysOf(state).map(([key, about]) => `${key} ${say(about, language)}`);
