/**
 * The screen as a pure function: what it is after an event, and what is to be done. Nothing here knows a terminal, a
 * clock or a file. Next: words.ts
 */
import type { Verdict } from '@lastack/exercise-kit';
import { doneOf, judged, standingOf, unpassed, withDone } from '../progress/progress.ts';
import { exerciseKey } from './exercise-keys.ts';
import type { ScreenEvent, Step } from './event.ts';
import { goTo, listKey } from './list.ts';
import { itemOf, running, TOP, type CheckMark, type Room, type ScreenState } from './state.ts';

/** What the machine broke says nothing of the learner. */
const counts = ({ outcome }: Verdict): boolean => outcome !== 'infrastructure';

function onKey(state: ScreenState, key: string, room: Room): Step {
  if (key === 'ctrl-c') return [state, [{ type: 'quit', code: 130 }]];
  if (state.question !== null) return onAnswer(state, state.question.id, key);
  const quiet = state.notice === null ? state : { ...state, notice: null };
  return quiet.view.type === 'list' ? listKey(quiet, quiet.view, key) : exerciseKey(quiet, key, room);
}

/** Only y resets; every other key is a no. */
function onAnswer(state: ScreenState, id: string, key: string): Step {
  const answered = { ...state, question: null };
  return key === 'y' || key === 'Y' ? [answered, [{ type: 'reset', id }]] : [answered, []];
}

function onSaved(state: ScreenState): Step {
  if (state.view.type === 'check') return [state, []];
  const view = state.view.type === 'list' ? state.view : ({ type: 'exercise' } as const);
  return [{ ...state, view, run: running(state), notice: null }, [{ type: 'judge', id: state.current }]];
}

function onJudged(state: ScreenState, id: string, verdict: Verdict, at: string): Step {
  // A verdict on an exercise that was left meanwhile.
  if (id !== state.current) return [state, []];
  const pass = verdict.outcome === 'passed' ? { version: itemOf(state, id).version, at } : null;
  const progress = counts(verdict) ? judged(state.progress, id, pass) : state.progress;
  const next: ScreenState = { ...state, progress, run: { type: 'judged', verdict }, scroll: TOP };
  return [next, progress === state.progress ? [] : [{ type: 'save', progress }]];
}

function onHint(state: ScreenState, { id, hint }: ScreenEvent & { type: 'hint' }): Step {
  if (id !== state.current) return [state, []];
  if (hint === null)
    return [{ ...state, notice: { en: 'This exercise has no hints.', 'zh-Hans': '这个练习没有提示。' } }, []];
  const next: ScreenState = { ...state, hint, view: { type: 'exercise' }, scroll: TOP };
  if (doneOf(state.progress, id).hints >= hint.level) return [next, []];
  const progress = withDone(state.progress, id, { hints: hint.level });
  return [{ ...next, progress }, [{ type: 'save', progress }]];
}

function onReset(state: ScreenState, { id, backup }: ScreenEvent & { type: 'reset' }): Step {
  const notice =
    backup === null
      ? { en: `${id} is the starter already.`, 'zh-Hans': `${id} 已经是初始代码。` }
      : {
          en: `${id} is the starter again. What you had: ${backup}`,
          'zh-Hans': `${id} 已恢复为初始代码。原内容：${backup}`,
        };
  const progress = backup === null ? state.progress : unpassed(state.progress, id);
  const next: ScreenState = { ...state, progress, notice };
  if (backup === null) return [next, []];
  if (id !== state.current) return [next, [{ type: 'save', progress }]];
  return [
    { ...next, run: running(state) },
    [
      { type: 'save', progress },
      { type: 'judge', id },
    ],
  ];
}

function marked(state: ScreenState, id: string, mark: CheckMark): ScreenState {
  if (state.view.type !== 'check') return state;
  return { ...state, view: { ...state.view, marks: { ...state.view.marks, [id]: mark } } };
}

/** One of all: a pass is found again, and one that is lost becomes pending. */
function onChecked(state: ScreenState, { id, verdict, at }: ScreenEvent & { type: 'checked' }): Step {
  const mark = verdict.outcome === 'passed' ? 'passed' : counts(verdict) ? 'failed' : 'broken';
  const item = itemOf(state, id);
  const known = standingOf(state.progress, item) === 'passed';
  const shown = marked(id === state.current ? { ...state, run: { type: 'judged', verdict } } : state, id, mark);
  if (mark === 'broken' || known === (mark === 'passed')) return [shown, []];
  const progress =
    mark === 'passed' ? judged(state.progress, id, { version: item.version, at }) : unpassed(state.progress, id);
  return [{ ...shown, progress }, [{ type: 'save', progress }]];
}

export function reduce(state: ScreenState, event: ScreenEvent): Step {
  switch (event.type) {
    case 'key':
      return onKey(state, event.key, event.room);
    case 'go':
      return goTo(state, event.id);
    case 'saved':
      return onSaved(state);
    case 'judged':
      return onJudged(state, event.id, event.verdict, event.at);
    case 'hint':
      return onHint(state, event);
    case 'solution':
      return event.solution === null
        ? [{ ...state, notice: { en: 'There is no solution here.', 'zh-Hans': '这里没有参考答案。' } }, []]
        : [{ ...state, view: { type: 'solution', ...event.solution }, scroll: TOP }, []];
    case 'reset':
      return onReset(state, event);
    case 'check-began':
      return [marked(state, event.id, 'running'), []];
    case 'checked':
      return onChecked(state, event);
    case 'told':
      return [{ ...state, notice: event.notice }, []];
    case 'not-saved':
      return [{ ...state, warning: event.warning }, []];
  }
}
