/**
 * The same screen for pipes and screen readers: what has changed, as lines that follow each other. No cursor moves, no
 * line is written over. Next: keys.ts
 */
import type { Language } from '@lastack/exercise-kit';
import { standingOf } from '../progress/progress.ts';
import { bodyOf } from './body.ts';
import { keyWords } from './keys-line.ts';
import { currentItem, type ScreenState } from './state.ts';
import { say, t, WORDS } from './words.ts';

function heading(state: ScreenState, language: Language): string[] {
  const { id, title, file } = currentItem(state);
  return ['', `== ${id}  ${say(title, language)}`, file];
}

/** How far the learner is, and what can be typed. */
function ending(state: ScreenState, language: Language): string[] {
  const passed = state.items.filter((item) => standingOf(state.progress, item) === 'passed').length;
  const how = say(t('a letter and Enter, or the name of an exercise', '输入字母并回车，或输入练习名'), language);
  return [
    '',
    `${passed}/${state.items.length} ${say(WORDS.passed, language)}`,
    `${keyWords(state, language).join(' · ')}  (${how})`,
  ];
}

const bodyText = (state: ScreenState, language: Language): string[] => [
  '',
  ...bodyOf(state, language).map(({ text }) => text),
];

/** The check tells each exercise as it is done. */
function marksTold(before: ScreenState, after: ScreenState, language: Language): string[] {
  if (after.view.type !== 'check') return [];
  const old = before.view.type === 'check' ? before.view.marks : {};
  const { marks } = after.view;
  const told = Object.entries(marks).flatMap(([id, mark]) => {
    if (mark === old[id] || mark === 'waiting' || mark === 'running') return [];
    return [`${mark === 'passed' ? '✓' : mark === 'failed' ? '✗' : '!'} ${id}`];
  });
  const over = Object.values(marks).every((mark) => mark !== 'waiting' && mark !== 'running');
  const last = over ? bodyOf(after, language).at(-1)!.text : null;
  return [...told, ...(last === null || told.length === 0 ? [] : [last, ...ending(after, language)])];
}

/** What a reader is told when `before` has become `after`; `null` before: everything. */
export function tell(before: ScreenState | null, after: ScreenState, language: Language): string[] {
  const lines: string[] = before?.current === after.current ? [] : heading(after, language);
  if (after.run.type === 'running' && before?.run !== after.run) lines.push(say(WORDS.running, language));
  for (const field of ['warning', 'notice'] as const) {
    const words = after[field];
    if (words !== null && words !== before?.[field]) lines.push(say(words, language));
  }
  if (after.question !== null && after.question !== before?.question)
    lines.push(say(t(`Reset ${after.question.id}? y or n`, `恢复 ${after.question.id}？输入 y 或 n`), language));
  if (after.view.type === 'check') return [...lines, ...(before ? marksTold(before, after, language) : [])];
  const judged = after.run.type === 'judged' && before?.run !== after.run;
  const opened = before?.view !== after.view && after.view.type !== 'exercise';
  const hinted = after.hint !== null && before?.hint !== after.hint;
  const back = before !== null && before.view.type !== 'exercise' && after.view.type === 'exercise';
  if (back && !judged && after.run.type === 'judged') return [...lines, ...ending(after, language)];
  return judged || opened || hinted ? [...lines, ...bodyText(after, language), ...ending(after, language)] : lines;
}
