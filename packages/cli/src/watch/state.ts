/** Everything the learner's screen shows, as plain data. Next: event.ts */
import type { Text, Verdict } from '@lastack/exercise-kit';
import type { Progress } from '../progress/progress.ts';

/** An exercise as the screen knows it. */
export interface Item {
  readonly id: string;
  readonly title: Text;
  readonly minutes: number;
  readonly version: number;
  /** From the course's folder: `exercises/08-time-wait/src/time-wait.ts`. */
  readonly file: string;
  /** Absolute; what a terminal's link opens. */
  readonly path: string;
}

export type Run =
  | { readonly type: 'none' } /** `before` goes on standing there, marked as old: a screen that flickers is not read. */
  | { readonly type: 'running'; readonly before: Verdict | null }
  | { readonly type: 'judged'; readonly verdict: Verdict };

/** What stands in the middle of the screen. */
export type View =
  | { readonly type: 'exercise' }
  | { readonly type: 'tests' }
  | { readonly type: 'solution'; readonly path: string; readonly text: string }
  | { readonly type: 'help' }
  | { readonly type: 'list'; readonly cursor: number; readonly search: string; readonly typing: boolean }
  | { readonly type: 'check'; readonly marks: Readonly<Record<string, CheckMark>> };

export type CheckMark = 'waiting' | 'running' | 'passed' | 'failed' | 'broken';

export type Filter = 'all' | 'passed' | 'pending';

/** A question that the next key answers. */
export type Question = { readonly type: 'reset'; readonly id: string };

export interface Hint {
  readonly level: number;
  readonly of: number;
  readonly text: string;
}

export interface ScreenState {
  readonly items: readonly Item[];
  readonly progress: Progress;
  /** The id of the exercise that is watched. */
  readonly current: string;
  readonly run: Run;
  readonly view: View;
  readonly filter: Filter;
  readonly hint: Hint | null;
  readonly question: Question | null;
  /** One sentence about the last thing that was done; the next key takes it away. */
  readonly notice: Text | null;
  /** What stays true until it is mended: progress that cannot be saved. */
  readonly warning: Text | null;
  /** Lines above the first shown, and columns left of it. */
  readonly scroll: { readonly down: number; readonly right: number };
}

export const TOP = { down: 0, right: 0 } as const;

export const itemOf = (state: ScreenState, id: string): Item => state.items.find((item) => item.id === id)!;
export const currentItem = (state: ScreenState): Item => itemOf(state, state.current);

/** The verdict that is shown, old or new. */
export const verdictOf = ({ run }: ScreenState): Verdict | null =>
  run.type === 'judged' ? run.verdict : run.type === 'running' ? run.before : null;

export const running = (state: ScreenState): Run => ({ type: 'running', before: verdictOf(state) });

/** How far the text can be scrolled, and how much of it is seen at once: the shell tells what it drew last. */
export interface Room {
  readonly down: number;
  readonly right: number;
  readonly page: number;
}

export const isPassedNow = ({ run }: ScreenState): boolean => run.type === 'judged' && run.verdict.outcome === 'passed';
