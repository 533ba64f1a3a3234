/**
 * What a trusted vitest worker is told about the subject it is to judge. Plain data: it travels as a message.
 * Next: function-border.ts, program-border.ts
 */
import type { Limits } from '@lastack/exercise-kit';
import type { Launch } from '../os/confinement.ts';
import type { Wanted } from './keep-account.ts';

export interface ReplayedCase {
  readonly seed: number;
  /** It was drawn under another base, so that its name is not known: every random test plays one case with it. */
  readonly anywhere: boolean;
}

export interface Job {
  readonly kind: 'function' | 'program';
  /** The learner's file, TypeScript. Absolute. */
  readonly source: string;
  /** The same as JavaScript; `null` in a bare run, where the worker compiles it itself. */
  readonly compiled: string | null;
  /** `@lastack/tcp/language` as JavaScript, for a learner's file in this very process; `null`: not made yet. */
  readonly language: string | null;
  /** How its process is started; `null` for a function in this very process. */
  readonly launch: Launch | null;
  /** The learner's file as a person knows it: `src/time-wait.ts`. */
  readonly subjectName: string;
  readonly limits: Omit<Limits, 'totalMs'>;
  /** The base of all random cases, 0 … 2^32 − 1; `null`: the public one. Never told to a subject. */
  readonly seed: number | null;
  /** The one random case to be played; tests that play none are skipped. `null`: everything runs. */
  readonly replay: ReplayedCase | null;
  /** Whose account is wanted; `null`: no test's. */
  readonly witness: Wanted | null;
  /** A file that the worker appends to, line by line, so that its end can be told when it is killed. */
  readonly progress: string | null;
  /** Where the questions and answers of a confined function are kept, absolute; absent: nowhere. */
  readonly recording?: string;
}
