/**
 * What a trusted vitest worker is told about the subject it is to judge. Plain data: it travels as a message.
 * Next: function-border.ts, program-border.ts
 */
import type { Limits } from '@lastack/exercise-kit';
import type { Launch } from '../os/confinement.ts';

export interface Job {
  readonly kind: 'function' | 'program';
  /** The learner's file: TypeScript where the worker loads it itself, compiled otherwise. Absolute. */
  readonly subject: string;
  /** How its process is started; `null` for a function in this very process. */
  readonly launch: Launch | null;
  /** The learner's file as a person knows it: `src/time-wait.ts`. */
  readonly subjectName: string;
  readonly limits: Omit<Limits, 'totalMs'>;
  /** The base of all random cases, 0 … 2^32 − 1; `null`: the public one. Never told to a subject. */
  readonly seed: number | null;
  /** A file that the worker appends to, line by line, so that its end can be told when it is killed. */
  readonly progress: string | null;
}
