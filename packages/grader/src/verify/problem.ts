/** What is wrong with a course, where, and what to do: for its author. */
import type { Account, Failure, Text } from '@lastack/exercise-kit';

export interface CourseProblem {
  /** Relative to the course, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly text: Text;
  /** What a mutant got away with. */
  readonly survived?: Survived;
  /** The story of a failure that should not be, or should be another. */
  readonly failure?: Failure;
}

/** The test that a mutant names and passes, and its account; `null`: a second run did not come to the test's end. */
export interface Survived {
  readonly test: string;
  readonly account: Account | null;
}

export const problemAt = (file: string, line: number, en: string, zh: string): CourseProblem => ({
  file,
  line,
  text: { en, 'zh-Hans': zh },
});
