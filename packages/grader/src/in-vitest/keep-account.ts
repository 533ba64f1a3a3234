/**
 * One test of the file, and what it does and sees: only when `lastack verify` asks, about a mutant that the test did not
 * catch. All other tests are skipped, so that what is remembered from one to the next begins anew.
 */
import { writeFileSync, readFileSync } from 'node:fs';
import { callWitness, Witness, type AskedCall } from '@lastack/exercise-kit/border';
import { afterEach, beforeEach, type TestContext } from 'vitest';

/** Which test's account is wanted. */
export interface Wanted {
  /** Its full name. */
  readonly test: string;
  /** Where the account goes, with every question: a `Kept` as JSON. */
  readonly file: string;
  /** The same file of a run with the reference, to be compared with; `null`: none. */
  readonly reference: string | null;
}

/** `nameOf` gives a test's full name. */
export function keepAccount({ test, file, reference }: Wanted, nameOf: (task: TestContext['task']) => string): void {
  let witness: Witness | null = null;
  beforeEach(({ task, skip }) => {
    if (nameOf(task) !== test) return skip();
    witness = new Witness();
    callWitness(witness);
  });
  afterEach(() => {
    callWitness(null);
    if (witness === null) return;
    const right = reference === null ? null : (JSON.parse(readFileSync(reference, 'utf8')) as { calls: AskedCall[] });
    writeFileSync(file, JSON.stringify({ account: witness.account(right?.calls ?? null), calls: witness.calls() }));
    witness = null;
  });
}
