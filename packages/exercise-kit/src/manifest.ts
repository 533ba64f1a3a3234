/**
 * exercise.json: everything about an exercise that is not prose, test or code. Parsed by a schema wherever it is read.
 * Next: manifest-parse.ts
 */
import type { Place } from './verdict.ts';
import type { Text } from './text.ts';

export interface Manifest {
  /** `08-time-wait`: the folder's name, and the key of a learner's progress for ever. */
  readonly id: string;
  readonly title: Text;
  /** The page name of its lesson: `time-wait`. */
  readonly lesson: string;
  /** What one can do after it. */
  readonly objective: Text;
  readonly minutes: number;
  readonly points: number;
  /** Points by the test's full name; they add up to `points`. */
  readonly weights: Readonly<Record<string, number>>;
  readonly kind: 'function' | 'program';
  /** The learner's file inside the exercise: `src/time-wait.ts`. */
  readonly subject: string;
  /** The functions that the learner's file must export. */
  readonly exports: readonly string[];
  readonly places: readonly Place[];
  /** Full names of the tests that the starter already passes; it must fail all the others. Usually none. */
  readonly starterPasses: readonly string[];
  /** Full names of the tests in which there are no packets to draw; `true`: all. Every other failure has a ladder. */
  readonly withoutLadder: readonly string[] | true;
  /** Counts only go up: a changed grader is a new version, and old verdicts stay what they were. */
  readonly version: number;
  readonly limits: Limits;
}

export interface Limits {
  /** ms of wall time for one call, for loading the file, and for the whole run. */
  readonly callMs: number;
  readonly loadMs: number;
  readonly totalMs: number;
  readonly cpuSeconds: number;
  readonly memoryMB: number;
  /** Octets printed, and octets in one answer. */
  readonly outputBytes: number;
  readonly replyBytes: number;
}

/** The limits of an exercise that names none: generous for honest code, short for a loop. */
export const DEFAULT_LIMITS: Limits = Object.freeze({
  callMs: 1_000,
  loadMs: 3_000,
  totalMs: 20_000,
  cpuSeconds: 10,
  memoryMB: 256,
  outputBytes: 64 * 1024,
  replyBytes: 1024 * 1024,
});
