/** The keys of an exercise, of its tests, its solution, the help and the check of everything. Next: reduce.ts */
import { doneOf, standingOf, withDone } from '../progress/progress.ts';
import type { Step } from './event.ts';
import { goTo, openList } from './list.ts';
import { currentItem, isPassedNow, running, TOP, type Room, type ScreenState } from './state.ts';

const within = (value: number, most: number): number => Math.max(0, Math.min(value, most));

const scrolled = (state: ScreenState, room: Room, down: number, right: number): Step => {
  const { scroll } = state;
  return [
    {
      ...state,
      scroll: { down: within(scroll.down + down, room.down), right: within(scroll.right + right, room.right) },
    },
    [],
  ];
};

const told = (state: ScreenState, en: string, zhHans: string): Step => [
  { ...state, notice: { en, 'zh-Hans': zhHans } },
  [],
];

/** May go on: this version was passed, now or earlier. */
const mayGoOn = (state: ScreenState): boolean =>
  isPassedNow(state) || standingOf(state.progress, currentItem(state)) === 'passed';

/** The first that is pending after this one, then from the top; when there is none, everything is checked once more. */
function next(state: ScreenState): Step {
  if (!mayGoOn(state))
    return told(
      state,
      'Not yet: "n" goes on when this exercise passes ("l" chooses another).',
      '还不行：通过后按 n 继续（按 l 可另选练习）。',
    );
  const here = state.items.findIndex(({ id }) => id === state.current);
  const order = [...state.items.slice(here + 1), ...state.items.slice(0, here)];
  const pending = order.find((item) => standingOf(state.progress, item) !== 'passed');
  return pending ? goTo(state, pending.id) : checkAll(state);
}

function checkAll(state: ScreenState): Step {
  const marks = Object.fromEntries(state.items.map(({ id }) => [id, 'waiting' as const]));
  return [{ ...state, view: { type: 'check', marks }, scroll: TOP, notice: null }, [{ type: 'check-all' }]];
}

function hint(state: ScreenState): Step {
  const level = state.hint === null ? 1 : Math.min(state.hint.of, state.hint.level + 1);
  return [state, [{ type: 'read-hint', id: state.current, level }]];
}

/** After a pass at once; before it the first asking is answered with what else there is. */
function solution(state: ScreenState): Step {
  const { current: id, progress } = state;
  const asked = doneOf(progress, id).askedForSolution;
  if (mayGoOn(state) || doneOf(progress, id).passedVersion !== null) return [state, [{ type: 'read-solution', id }]];
  const after = withDone(progress, id, { askedForSolution: asked + 1 });
  const kept: ScreenState = { ...state, progress: after };
  if (asked > 0)
    return [
      kept,
      [
        { type: 'save', progress: after },
        { type: 'read-solution', id },
      ],
    ];
  const notice = {
    en: 'Not passed yet: a hint ("h") gives less away. Press "s" once more to see the solution all the same.',
    'zh-Hans': '还没有通过：提示（按 h）透露得更少。仍想看参考答案，请再按一次 s。',
  };
  return [{ ...kept, notice }, [{ type: 'save', progress: after }]];
}

const back = (state: ScreenState): ScreenState => ({ ...state, view: { type: 'exercise' }, scroll: TOP });

const shown = (state: ScreenState, type: 'tests' | 'help'): Step =>
  state.view.type === type ? [back(state), []] : [{ ...state, view: { type }, scroll: TOP }, []];

/** A run that the check had stopped goes on. */
function leaveCheck(state: ScreenState): Step {
  const again = state.run.type === 'judged' ? [] : [{ type: 'judge', id: state.current } as const];
  return [state, [{ type: 'stop-check' }, ...again]];
}

function checkKey(state: ScreenState, key: string): Step {
  if (key === 'l') return [openList(state), leaveCheck(state)[1]];
  const pending = state.items.find((item) => standingOf(state.progress, item) !== 'passed');
  if (key !== 'n' || pending === undefined) return [state, []];
  const [gone, commands] = goTo(state, pending.id);
  return [gone, [{ type: 'stop-check' }, ...commands]];
}

/** `q` and Escape leave what is open first; then `q` leaves. */
function leave(state: ScreenState, key: string): Step {
  if (state.view.type === 'check') return leaveCheck(back(state));
  if (state.view.type !== 'exercise') return [back(state), []];
  if (state.hint !== null && key === 'escape') return [{ ...state, hint: null, scroll: TOP }, []];
  return key === 'q' ? [state, [{ type: 'quit', code: 0 }]] : [state, []];
}

function scrollKey(state: ScreenState, key: string, room: Room): Step | null {
  switch (key) {
    case 'down':
    case 'j':
      return scrolled(state, room, 1, 0);
    case 'up':
    case 'k':
      return scrolled(state, room, -1, 0);
    case 'page-down':
    case 'space':
      return scrolled(state, room, room.page, 0);
    case 'page-up':
    case 'b':
      return scrolled(state, room, -room.page, 0);
    case 'right':
      return scrolled(state, room, 0, 4);
    case 'left':
      return scrolled(state, room, 0, -4);
    case 'home':
    case 'g':
      return [{ ...state, scroll: TOP }, []];
    case 'end':
    case 'G':
      return scrolled(state, room, room.down, 0);
    default:
      return null;
  }
}

export function exerciseKey(state: ScreenState, key: string, room: Room): Step {
  if (key === 'q' || key === 'escape') return leave(state, key);
  const scroll = scrollKey(state, key, room);
  if (scroll !== null) return scroll;
  if (state.view.type === 'check') return checkKey(state, key);
  switch (key) {
    case 'n':
      return next(state);
    case 'h':
      return hint(state);
    case 'l':
      return [openList(state), []];
    case 'r':
    case 'enter':
      return [{ ...back(state), run: running(state) }, [{ type: 'judge', id: state.current }]];
    case 'c':
      return checkAll(state);
    case 'x':
      return [{ ...state, question: { type: 'reset', id: state.current } }, []];
    case 's':
      return solution(state);
    case 't':
      return shown(state, 'tests');
    case '?':
      return shown(state, 'help');
    default:
      return [state, []];
  }
}
