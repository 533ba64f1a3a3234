/** The exercises of a course, for parts that go through them one by one. Next: program-runs.mjs */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Id and kind of every exercise, in order. @param {string} root the folder that holds exercises/ */
export function allExercises(root) {
  const folder = join(root, 'exercises');
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'exercise.json')))
    .toSorted()
    .map((name) => {
      const { id, kind } = JSON.parse(readFileSync(join(folder, name, 'exercise.json'), 'utf8'));
      return { id, kind };
    });
}
