/** The middle of the screen, before it is fitted: one function for each view. Next: keys-line.ts */
import type { Language } from '@lastack/exercise-kit';
import { table } from '../columns.ts';
import { standingOf } from '../progress/progress.ts';
import type { Style } from '../terminal.ts';
import { listed, type ListView } from './list.ts';
import { currentItem, verdictOf, type CheckMark, type Item, type ScreenState, type View } from './state.ts';
import { line, testLines, verdictBody, type Line } from './story.ts';
import { ALL_DONE, KEYS, OLDER, say, STANDING_WORDS, t, WORDS } from './words.ts';

const EMPTY = line('');

function hintLines({ hint }: ScreenState, language: Language): Line[] {
  if (hint === null) return [];
  const title = say(t(`Hint ${hint.level} of ${hint.of}`, `提示 ${hint.level}/${hint.of}`), language);
  return [line(title, 'cyan'), ...hint.text.split('\n').map((text) => line(text, 'cyan')), EMPTY];
}

function exerciseBody(state: ScreenState, language: Language): Line[] {
  const verdict = verdictOf(state);
  const older = standingOf(state.progress, currentItem(state)) === 'older';
  const words = verdict ? verdictBody(verdict, language) : [line(say(WORDS.first, language), 'dim')];
  return [...hintLines(state, language), ...(older ? [line(say(OLDER, language), 'yellow'), EMPTY] : []), ...words];
}

function testsBody(state: ScreenState, language: Language): Line[] {
  const verdict = verdictOf(state);
  return verdict ? testLines(verdict) : [line(say(WORDS.first, language), 'dim')];
}

const MARKS: Readonly<Record<CheckMark, readonly [string, Style]>> = {
  waiting: ['·', 'dim'],
  running: ['…', 'cyan'],
  passed: ['✓', 'green'],
  failed: ['✗', 'red'],
  broken: ['!', 'yellow'],
};

function verdictOnAll(state: ScreenState, marks: readonly CheckMark[], language: Language): Line[] {
  if (marks.some((mark) => mark === 'waiting' || mark === 'running')) return [];
  const pending = state.items.filter((item) => standingOf(state.progress, item) !== 'passed').length;
  if (pending === 0) return [EMPTY, line(say(ALL_DONE, language), 'green')];
  const words = t(`${pending} to go: "n" goes to the first of them.`, `还剩 ${pending} 个：按 n 进入其中第一个。`);
  return [EMPTY, line(say(words, language), 'bold')];
}

function checkBody(state: ScreenState, view: View & { type: 'check' }, language: Language): Line[] {
  const marks = state.items.map(({ id }) => view.marks[id] ?? 'waiting');
  return [
    line(say(WORDS.checking, language), 'bold'),
    EMPTY,
    ...state.items.map(({ id, title }, index) => {
      const [mark, style] = MARKS[marks[index]!];
      return line(`${mark} ${id}  ${say(title, language)}`, style);
    }),
    ...verdictOnAll(state, marks, language),
  ];
}

const minutes = ({ minutes }: Item, language: Language): string =>
  say(t(`${minutes} min`, `${minutes} 分钟`), language);

/** The list, and which of its lines the cursor is on. */
export function listBody(state: ScreenState, view: ListView, language: Language): { lines: Line[]; cursor: number } {
  const items = listed(state, view);
  const rows = items.map((item, index) => {
    const standing = standingOf(state.progress, item);
    const mark = standing === 'passed' ? '✓' : standing === 'older' ? '~' : '·';
    const here = item.id === state.current ? '►' : ' ';
    const cursor = index === view.cursor ? '>' : ' ';
    return [
      `${cursor}${here}${mark}`,
      item.id,
      say(item.title, language),
      minutes(item, language),
      say(STANDING_WORDS[standing], language),
    ];
  });
  const lines = table(rows).map((text, index): Line => {
    const passed = standingOf(state.progress, items[index]!) === 'passed';
    const style: Style | undefined = index === view.cursor ? 'bold' : passed ? 'green' : undefined;
    return { text, drawn: true, ...(style ? { style } : {}) };
  });
  const head = listHead(state, view, language);
  const body = lines.length > 0 ? lines : [line(say(WORDS.none, language), 'dim')];
  return { lines: [...head, ...body], cursor: head.length + view.cursor };
}

function listHead({ filter }: ScreenState, { search, typing }: ListView, language: Language): Line[] {
  const filters = {
    all: t('all', '全部'),
    passed: t('passed only', '只看已通过'),
    pending: t('pending only', '只看未通过'),
  };
  const searching = typing || search !== '' ? `  ${say(WORDS.search, language)}: ${search}${typing ? '_' : ''}` : '';
  return [line(`${say(filters[filter], language)}${searching}`, 'dim'), EMPTY];
}

const helpBody = (language: Language): Line[] =>
  table(KEYS.map(([key, about]) => [key, say(about, language)])).map((text) => line(text, undefined, 9));

export function bodyOf(state: ScreenState, language: Language): Line[] {
  const { view } = state;
  switch (view.type) {
    case 'exercise':
      return exerciseBody(state, language);
    case 'tests':
      return testsBody(state, language);
    case 'solution':
      return [
        line(`${say(WORDS.solution, language)}  ${view.path}`, 'bold'),
        EMPTY,
        ...view.text
          .trimEnd()
          .split('\n')
          .map((text): Line => ({ text, drawn: true })),
      ];
    case 'help':
      return helpBody(language);
    case 'list':
      return listBody(state, view, language).lines;
    case 'check':
      return checkBody(state, view, language);
  }
}
