/**
 * A rule that an exercise grades, and the error that says it was broken.
 * The rule's words are written once, beside the exercise; a test adds what it did and what it saw.
 * Next: rule-book.ts
 */
import type { Failure } from './failure.ts';
import { failureText } from './failure-text.ts';
import type { LessonName } from './lesson.ts';

/** What is the same in every failure of one rule. */
export interface Rule extends Pick<Failure, 'code' | 'rule' | 'section' | 'look'> {
  readonly lesson: LessonName;
}

/** What one failing case adds to it. */
export type Finding = Pick<Failure, 'tried' | 'expected' | 'got'> & Partial<Pick<Failure, 'ladder' | 'seed'>>;

/**
 * Thrown by an exercise's test when the learner's code breaks a rule. Reporters read `failure` and choose the
 * language; `message` is the same story in English, for a test runner that knows nothing of us.
 */
export class RuleBroken extends Error {
  override readonly name = 'RuleBroken';
  readonly failure: Failure;

  constructor(rule: Rule, finding: Finding) {
    const failure: Failure = { ladder: null, ...rule, ...finding };
    super(failureText(failure, 'en'));
    this.failure = failure;
  }
}
