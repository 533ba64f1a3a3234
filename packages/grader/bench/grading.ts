/**
 * Grades so many right answers of an exercise under `os`, each another file, in one process: `batch` with a vitest that
 * stays warm, `each` with a new one every time. For bench/rows/grading.mjs, which counts the CPU time of everything.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openTrustedFor, readExercise, runExercise } from '../src/index.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const ID = '08-time-wait';
/** ms for the processes that were ended to be gone, so that their CPU time is counted. */
const REAPING_MS = 1_000;

const [mode = 'batch', count = '10'] = process.argv.slice(2);
const found = await readExercise(path.join(ROOT, 'exercises', ID));
if (!found.ok) throw new Error(`${ID} cannot be read`);
const { exercise } = found;
const reference = readFileSync(path.join(ROOT, 'solutions', ID, path.basename(exercise.manifest.subject)), 'utf8');
const warm = mode === 'batch' ? { trusted: openTrustedFor(exercise, 'os') } : {};
for (let learner = 0; learner < Number(count); learner++) {
  const { outcome } = await runExercise(exercise, { source: `${reference}\n// ${learner}\n` }, 'os', warm);
  if (outcome !== 'passed') throw new Error(`the reference is ${outcome}`);
}
warm.trusted?.close();
await new Promise((resolve) => setTimeout(resolve, REAPING_MS));
