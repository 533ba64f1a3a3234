/**
 * Grades a class of an exercise under `os`, in one process: `batch` as `lastack grade` does, `each` with a new vitest for
 * every submission. For bench/rows/grading.mjs, which counts the CPU time of everything.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPrecedents, openTrustedFor, readExercise, runExercise } from '../src/index.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const ID = '08-time-wait';
const SOLUTION = path.join(ROOT, 'solutions', ID);

const [mode = 'batch', count = '10'] = process.argv.slice(2);
const found = await readExercise(path.join(ROOT, 'exercises', ID));
if (!found.ok) throw new Error(`${ID} cannot be read`);
const { exercise } = found;

const textsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));
const right = [...textsIn(SOLUTION), ...textsIn(path.join(SOLUTION, 'variants'))];
const wrong = textsIn(path.join(SOLUTION, 'mutants'));

/** Every second one is right. Each is another file: a comment at the end. */
function submission(learner: number): { source: string; expected: 'passed' | 'failed' } {
  const [texts, expected] = learner % 2 === 0 ? ([right, 'passed'] as const) : ([wrong, 'failed'] as const);
  return { source: `${texts[(learner >> 1) % texts.length]}\n// ${learner}\n`, expected };
}

const warm = mode === 'batch' ? { trusted: openTrustedFor(exercise, 'os'), precedents: openPrecedents() } : {};
for (let learner = 0; learner < Number(count); learner++) {
  const { source, expected } = submission(learner);
  const { outcome } = await runExercise(exercise, { source }, 'os', warm);
  if (outcome !== expected) throw new Error(`submission ${learner} must be ${expected}, and is ${outcome}`);
}
warm.trusted?.close();
