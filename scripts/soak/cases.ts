/**
 * Randomised tests, few in `npm test` and many in `npm run soak`. LASTACK_CASES says how many cases, LASTACK_SEED from
 * which seed; a failure prints both the seed and the smallest case that fast-check found.
 * Next: mutations.ts
 */
import { appendFileSync } from 'node:fs';
import fc from 'fast-check';

function whole(name: string, otherwise: number): number {
  const text = process.env[name] ?? '';
  if (text === '') return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name}=${text}: give a whole number, at most nine digits.`);
  return Number(text);
}

/** 2,000, or what LASTACK_CASES says. */
export const CASES = whole('LASTACK_CASES', 2_000);

/** 9293, or what LASTACK_SEED says. */
export const SEED = whole('LASTACK_SEED', 9_293);

/**
 * Checks `CASES` cases. `check` throws for a case that fails, and says of bad input whether it was `accepted` all the
 * same: a test whose input is never accepted looks at half of the code. Where LASTACK_TALLY names a file, a line of
 * JSON in it says how many cases were really tried: what a soak reports is counted, not hoped for.
 */
export function checkCases<T>(name: string, cases: fc.Arbitrary<T>, check: (value: T) => 'accepted' | 'refused'): void {
  let [tried, accepted, failed, slowest] = [0, 0, false, { ms: 0, at: 0 }];
  const checked = (value: T): void => {
    // What follows a failure is fast-check looking for the smallest case that fails.
    if (failed) return void check(value);
    const began = performance.now();
    tried += 1;
    failed = true;
    if (check(value) === 'accepted') accepted += 1;
    failed = false;
    const ms = Math.round(performance.now() - began);
    if (ms > slowest.ms) slowest = { ms, at: tried };
  };
  try {
    fc.assert(fc.property(cases, checked), { numRuns: CASES, seed: SEED });
    // Small numbers may miss by chance.
    if (tried >= 500 && accepted * 50 < tried) throw new Error(`only ${accepted} of ${tried} cases were accepted`);
  } catch (error) {
    failed = true;
    throw replayable(error, name);
  } finally {
    const tally = process.env.LASTACK_TALLY ?? '';
    if (tally !== '')
      appendFileSync(tally, `${JSON.stringify({ name, tried, accepted, failed, seed: SEED, slowest })}\n`);
  }
}

function replayable(error: unknown, name: string): unknown {
  if (!(error instanceof Error)) return error;
  error.message = `${name}\nAgain: LASTACK_SEED=${SEED} LASTACK_CASES=${CASES}\n${error.message}`;
  return error;
}
