/**
 * Every exercise that was asked for, one after the other. Started by main.mjs, in a Node that reads the workspace's
 * TypeScript; its arguments have been checked there.
 * Next: exercise.mjs
 */
import { existsSync, readdirSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readExercise } from '@lastack/grader';
import { mutateExercise } from './exercise.mjs';
import { reportJson, reportText } from './report.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { ids, json, workers, fresh } = JSON.parse(process.argv[2]);

/** Folders of exercises by what was asked: `08`, `08-time-wait`; nothing: all. */
function foldersOf() {
  const names = readdirSync(join(ROOT, 'exercises')).filter((name) => existsSync(join(ROOT, 'exercises', name, 'exercise.json'))); // prettier-ignore
  if (ids.length === 0) return names.toSorted();
  return ids.map((id) => {
    const found = names.find((name) => name === id || name.startsWith(`${id}-`));
    if (found === undefined) throw new Error(`no exercise ${id}. There are: ${names.toSorted().join(', ')}`);
    return found;
  });
}

async function main() {
  // Whoever works at this machine comes first.
  setPriority(10);
  const results = [];
  const cache = join(ROOT, `node_modules/.cache/lastack/mutation${fresh ? `-${process.pid}` : ''}`);
  for (const name of foldersOf()) {
    const read = await readExercise(join(ROOT, 'exercises', name));
    if (!read.ok) throw new Error(`exercises/${name}/exercise.json cannot be read: run lastack verify ${name}`);
    results.push(await mutateExercise(read.exercise, { root: ROOT, cache, workers, say: console.error }));
  }
  console.log(json ? JSON.stringify(reportJson(results), null, 2) : reportText(results));
  return results.some(({ survived, problems }) => survived.length + problems.length > 0) ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(`mutation: ${error.message}`);
    process.exit(2);
  },
);
