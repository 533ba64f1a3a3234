/**
 * What a trusted vitest worker is told about the subject it is to judge. Plain data: it travels as a message.
 * Next: function-border.ts, program-border.ts
 */
import type { Limits } from '@lastack/exercise-kit';

export interface Job {
  /** `direct`: in this very process, the learner's own. `confined`: in a process of its own, behind `os` isolation. */
  readonly transport: 'direct' | 'confined';
  readonly kind: 'function' | 'program';
  /** direct: the learner's TypeScript. confined, and any program: the folder of compiled JavaScript. */
  readonly subject: string;
  /** The learner's file as a person knows it: `src/time-wait.ts`. */
  readonly subjectName: string;
  readonly limits: Pick<Limits, 'callMs' | 'loadMs' | 'outputBytes' | 'replyBytes'>;
  /** The base of all random cases, 0 … 2^32 − 1; `null`: the public one. Never told to a subject. */
  readonly seed: number | null;
  /** A file that the worker appends to, line by line, so that its end can be told when it is killed. */
  readonly progress: string | null;
}
