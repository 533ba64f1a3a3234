/** The fixture course, and submissions written to disk for one test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { Verdict } from '@lastack/exercise-kit';
import { readExercise, type Exercise } from '../src/exercise.ts';

// Everything temporary of one test file in one folder: a worker of vitest ends without saying so.
const TEMPORARY = mkdtempSync(path.join(tmpdir(), 'lastack-tests-'));
process.env['TMPDIR'] = TEMPORARY;
afterAll(() => rmSync(TEMPORARY, { recursive: true, force: true }));

const at = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/**
 * For what hangs: no test here says how long anything takes. On a machine that is busy many times over, a loop that gets
 * its four times ten times two seconds in the interpreter has needed nearly two minutes.
 */
export const SLOW = { timeout: 900_000 };

export const SOLUTION = at('fixtures/solutions/90-next-number/next-number.ts');

export const PROGRAM_SOLUTION = at('fixtures/solutions/91-echo/echo.ts');

export async function fixture(name = '90-next-number'): Promise<Exercise> {
  const result = await readExercise(at(`fixtures/exercises/${name}`));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.exercise;
}

/** A file of its own for each source: what was compiled once is not compiled again. */
export function submission(source: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'lastack-test-')), 'next-number.ts');
  writeFileSync(file, source);
  return file;
}

/** Every English sentence of a verdict. */
export function sentences({ message, tests }: Pick<Verdict, 'message' | 'tests'>): string {
  return [message, ...tests.map((test) => test.message ?? test.failure?.rule)].map((text) => text?.en ?? '').join('\n');
}
