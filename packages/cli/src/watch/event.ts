/** What can happen to the screen, and what it can ask of the world. Next: list.ts */
import type { Text, Verdict } from '@lastack/exercise-kit';
import type { Progress } from '../progress/progress.ts';
import type { Hint, Room, ScreenState } from './state.ts';

export type ScreenEvent =
  | { readonly type: 'key'; readonly key: string; readonly room: Room }
  /** An exercise was named, where whole words can be typed. */
  | { readonly type: 'go'; readonly id: string }
  /** The learner's file has new contents. */
  | { readonly type: 'saved' }
  | { readonly type: 'judged'; readonly id: string; readonly verdict: Verdict; readonly at: string }
  | { readonly type: 'hint'; readonly hint: Hint | null; readonly id: string }
  | { readonly type: 'solution'; readonly solution: { readonly path: string; readonly text: string } | null }
  | { readonly type: 'reset'; readonly id: string; readonly backup: string | null }
  | { readonly type: 'check-began'; readonly id: string }
  | { readonly type: 'checked'; readonly id: string; readonly verdict: Verdict; readonly at: string }
  | { readonly type: 'told'; readonly notice: Text }
  | { readonly type: 'not-saved'; readonly warning: Text | null };

export type Command =
  /** Judge this exercise; a run that is under way is stopped first. Watch its file from now on. */
  | { readonly type: 'judge'; readonly id: string }
  | { readonly type: 'save'; readonly progress: Progress }
  | { readonly type: 'read-hint'; readonly id: string; readonly level: number }
  | { readonly type: 'read-solution'; readonly id: string }
  | { readonly type: 'reset'; readonly id: string }
  | { readonly type: 'check-all' }
  | { readonly type: 'stop-check' }
  | { readonly type: 'quit'; readonly code: number };

export type Step = readonly [ScreenState, readonly Command[]];
