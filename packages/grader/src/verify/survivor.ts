/**
 * What a mutant got away with: the test that names it is run once more, alone, with the reference and with the mutant,
 * and tells what it did, what it was answered, and which answer it let pass.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Account } from '@lastack/exercise-kit';
import * as v from 'valibot';
import type { Exercise } from '../exercise.ts';
import { runExercise } from '../run-exercise.ts';
import { scratchFolder } from '../scratch.ts';
import type { TrustedProcess } from '../trusted-process.ts';

const text = v.object({ en: v.string(), 'zh-Hans': v.string() });
const asked = { call: v.string(), answer: v.string() };
const account = v.object({
  tried: v.array(text),
  ladder: v.nullable(text),
  seed: v.exactOptional(v.number()),
  calls: v.array(v.object({ ...asked, times: v.number() })),
  asked: v.number(),
  parting: v.exactOptional(v.nullable(v.object({ ...asked, nth: v.number(), reference: v.string() }))),
});
const kept = v.object({ account, calls: v.array(v.object(asked)) });

export interface Survivor {
  readonly exercise: Exercise;
  /** Full name of the test that should have caught it. */
  readonly test: string;
  /** The mutant's file, and the reference's: absolute. */
  readonly mutant: string;
  readonly reference: string;
}

/** `null`: the run did not come to the end of the test. */
export async function accountOf(
  { exercise, test, mutant, reference }: Survivor,
  trusted: TrustedProcess,
): Promise<Account | null> {
  const folder = scratchFolder('account');
  const run = async (subject: string, file: string, right: string | null): Promise<void> => {
    await runExercise(exercise, subject, 'terminal', { trusted, witness: { test, file, reference: right } });
  };
  try {
    const [right, wrong] = [path.join(folder, 'reference.json'), path.join(folder, 'mutant.json')];
    // Ports and moments of real sockets differ from run to run: only functions are compared.
    if (exercise.manifest.kind === 'function' && existsSync(reference)) await run(reference, right, null);
    await run(mutant, wrong, existsSync(right) ? right : null);
    return existsSync(wrong) ? readAccount(wrong) : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The mutant's code runs where this was written: it is read as what comes from outside. */
function readAccount(file: string): Account | null {
  const parsed = v.safeParse(kept, JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.output.account : null;
}
