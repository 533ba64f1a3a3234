/** The list of exercises: what it shows, and its keys. Next: exercise-keys.ts */
import { standingOf } from '../progress/progress.ts';
import type { Step } from './event.ts';
import type { Item, ScreenState, View } from './state.ts';
import { TOP } from './state.ts';

export type ListView = View & { readonly type: 'list' };

const isPassed = (state: ScreenState, item: Item): boolean => standingOf(state.progress, item) === 'passed';

/** Those that the filter and the search leave; a search is of ids and of titles in both languages. */
export function listed(state: ScreenState, { search }: ListView): readonly Item[] {
  const word = search.toLowerCase();
  return state.items.filter((item) => {
    if (state.filter !== 'all' && isPassed(state, item) !== (state.filter === 'passed')) return false;
    return [item.id, item.title.en, item.title['zh-Hans']].some((text) => text.toLowerCase().includes(word));
  });
}

/** Opens at the current exercise. */
export function openList(state: ScreenState): ScreenState {
  const view: ListView = { type: 'list', cursor: 0, search: '', typing: false };
  const cursor = Math.max(
    0,
    listed(state, view).findIndex(({ id }) => id === state.current),
  );
  return { ...state, view: { ...view, cursor }, notice: null };
}

const at = (state: ScreenState, view: ListView): ScreenState => {
  const last = Math.max(0, listed(state, view).length - 1);
  return { ...state, view: { ...view, cursor: Math.min(Math.max(0, view.cursor), last) } };
};

const moved = (state: ScreenState, view: ListView, by: number): Step => [
  at(state, { ...view, cursor: view.cursor + by }),
  [],
];

/** The exercise to go on with; its file is judged at once. */
export function goTo(state: ScreenState, id: string): Step {
  const progress = { ...state.progress, current: id };
  const next: ScreenState = {
    ...state,
    ...{ progress, current: id, hint: null, question: null, notice: null, scroll: TOP },
    view: { type: 'exercise' },
    run: { type: 'running', before: null },
  };
  return [
    next,
    [
      { type: 'save', progress },
      { type: 'judge', id },
    ],
  ];
}

function filtered(state: ScreenState, view: ListView, filter: ScreenState['filter']): Step {
  return [at({ ...state, filter: state.filter === filter ? 'all' : filter }, view), []];
}

function typed(state: ScreenState, view: ListView, key: string): Step {
  if (key === 'enter') return [at(state, { ...view, typing: false }), []];
  if (key === 'escape') return [at(state, { ...view, typing: false, search: '' }), []];
  const search =
    key === 'backspace'
      ? [...view.search].slice(0, -1).join('')
      : key === 'space'
        ? `${view.search} `
        : view.search + key;
  return [
    at(state, {
      ...view,
      cursor: 0,
      search: [...key].length === 1 || key === 'backspace' || key === 'space' ? search : view.search,
    }),
    [],
  ];
}

export function listKey(state: ScreenState, view: ListView, key: string): Step {
  if (view.typing) return typed(state, view, key);
  const chosen = listed(state, view)[view.cursor];
  switch (key) {
    case 'down':
    case 'j':
      return moved(state, view, 1);
    case 'up':
    case 'k':
      return moved(state, view, -1);
    case 'page-down':
      return moved(state, view, 10);
    case 'page-up':
      return moved(state, view, -10);
    case 'home':
    case 'g':
      return moved(state, view, -state.items.length);
    case 'end':
    case 'G':
      return moved(state, view, state.items.length);
    case 'd':
      return filtered(state, view, 'passed');
    case 'p':
      return filtered(state, view, 'pending');
    case '/':
      return [{ ...state, view: { ...view, typing: true, search: '' } }, []];
    case 'x':
    case 'r':
      return [chosen ? { ...state, question: { type: 'reset', id: chosen.id } } : state, []];
    case 'enter':
    case 'c':
      return chosen ? goTo(state, chosen.id) : [state, []];
    case 'escape':
    case 'l':
    case 'q':
      return [{ ...state, view: { type: 'exercise' } }, []];
    default:
      return [state, []];
  }
}
