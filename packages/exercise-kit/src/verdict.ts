/** What a submission is worth, and how that is known. Deterministic: durations and host names are kept elsewhere. */
import type { Failure } from './failure.ts';
import type { Text } from './text.ts';

/** Where an exercise runs. Four places, one verdict. */
export type Place = 'terminal' | 'browser' | 'os' | 'interpreter';

/**
 * passed, failed: the tests ran and decided.
 * invalid: there was nothing to run (no file, does not compile, refused import).
 * limit: the subject was stopped; `limit` names why.
 * needs-os-isolation: a program cannot be graded in this place.
 * infrastructure: our fault or the machine's; never counted against the learner.
 */
export type Outcome = 'passed' | 'failed' | 'invalid' | 'limit' | 'needs-os-isolation' | 'infrastructure';

export type LimitName = 'time' | 'cpu' | 'memory' | 'output' | 'processes' | 'reply';

export interface TestResult {
  /** The test's full name: suites and name joined with ` > `. */
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'not-run';
  readonly points: number;
  readonly maxPoints: number;
  /** Present when failed by a rule of the exercise. */
  readonly failure: Failure | null;
  /** The error's own words otherwise (an exception of the subject, a refused value). */
  readonly message: Text | null;
}

export interface Verdict {
  readonly exercise: string;
  readonly place: Place;
  readonly outcome: Outcome;
  readonly score: number;
  readonly maxScore: number;
  readonly tests: readonly TestResult[];
  readonly limit: LimitName | null;
  /** One line for a person: why it is `invalid`, `limit`, `needs-os-isolation` or `infrastructure`. */
  readonly message: Text | null;
  /** What the subject printed, cut at the limit. */
  readonly output: string;
}
