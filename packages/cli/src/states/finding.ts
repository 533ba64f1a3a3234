/** One thing that stands out in a list of sockets. Next: crowds.ts */
import type { State } from '@lastack/tcp';
import type { LessonName, Text } from '@lastack/exercise-kit';
import type { ListedSocket } from '@lastack/trace';

export interface Finding {
  /** `close-wait`, `ports`, …: for programs that read the JSON. */
  readonly id: string;
  readonly state: State;
  readonly count: number;
  readonly text: Text;
  readonly lesson: LessonName | null;
  /** The lines of the listing that it rests on, from 1. */
  readonly lines: readonly number[];
}

export type Sockets = readonly ListedSocket[];

/** Fewer than this is a moment of an ordinary day. */
export const SOME = 10;

export const linesOf = (sockets: Sockets): number[] => sockets.map(({ line }) => line);
