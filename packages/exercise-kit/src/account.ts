/**
 * What a test did and saw although nothing failed: for the author of a mutant that it did not catch.
 * Next: account-text.ts
 */
import type { Text } from './text.ts';

/** One question to the learner's code, as one could write it down, and what came back. */
export interface AskedCall {
  readonly call: string;
  readonly answer: string;
}

/** The same question with the same answer, so many times in a row. */
export interface RepeatedCall extends AskedCall {
  readonly times: number;
}

/** The first question of a test that got another answer than the reference's. `nth` counts from 1. */
export interface Parting extends AskedCall {
  readonly nth: number;
  /** What the reference answered. */
  readonly reference: string;
}

export interface Account {
  /** The steps of one story, as its failure would have told them: that of the parting, or else the test's last. */
  readonly tried: readonly Text[];
  /** The picture as that story left it; null where it has none. */
  readonly ladder: Text | null;
  /** Of a random case. */
  readonly seed?: number;
  /** The last questions of that story, in order. */
  readonly calls: readonly RepeatedCall[];
  /** Questions of the whole test. */
  readonly asked: number;
  /** `null`: every answer was the reference's. Absent: they were not compared. */
  readonly parting?: Parting | null;
}
