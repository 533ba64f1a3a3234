/**
 * What a run of a test file found, as plain data, whoever ran it: vitest itself or this package. No judgement here.
 * Next: judgement.ts
 */
import type { Failure, LimitName, Text } from '@lastack/exercise-kit';
import type { ThrownPlace } from '@lastack/exercise-kit/border';

export interface Report {
  readonly tests: readonly ReportedTest[];
  /** Errors outside any test: the file could not be loaded, a hook failed, a promise was rejected. */
  readonly errors: readonly ReportedError[];
}

export interface ReportedTest {
  /** Suites and name joined with ` > `. */
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
  readonly errors: readonly ReportedError[];
}

export interface ReportedError {
  readonly name: string;
  readonly message: string;
  /** Of `RuleBroken`. */
  readonly failure: Failure | null;
  /** Of `SubjectError`, `BorderViolation` and `SubjectStopped`: the same sentence in both languages. */
  readonly text: Text | null;
  /** Of `SubjectStopped`. */
  readonly limit: LimitName | null;
  /** Of `SubjectError`, when its words do not say it yet: where in the learner's file it was thrown. */
  readonly at?: ThrownPlace | null;
}

/** A test that was begun, for a run that never gave a report. `running`: it never ended. */
export interface BegunTest {
  readonly name: string;
  readonly state: 'running' | 'passed' | 'failed';
}
