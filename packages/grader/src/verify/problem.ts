/** What is wrong with a course, where, and what to do: for its author. */
import type { Text } from '@lastack/exercise-kit';

export interface CourseProblem {
  /** Relative to the course, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly text: Text;
}

export const problemAt = (file: string, line: number, en: string, zh: string): CourseProblem => ({
  file,
  line,
  text: { en, 'zh-Hans': zh },
});
