/**
 * One program exercise, run again and again; a line of JSON for each verdict. Started by parts/programs.mjs, in a Node
 * that reads the workspace's TypeScript; its one argument is `{ root, id, cases, tally }`.
 */
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import process from 'node:process';
import { openTrustedFor, probeOs, readExercise, runExercise } from '@lastack/grader';

const { root, id, cases, tally } = JSON.parse(process.argv[2]);
/** So many right answers to one wrong one. */
const RIGHT_TO_WRONG = 8;

function typescriptIn(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return names.toSorted().map((name) => join(folder, name));
}

/** What a mutant's first three lines promise. */
function promiseOf(file) {
  const field = (name) => new RegExp(`^// ${name}: (.*)$`, 'm').exec(readFileSync(file, 'utf8'))?.[1]?.trim();
  return { fails: field('fails'), code: field('code') };
}

/** Why this verdict is not the promised one; `null`: it is. */
function wrongWith({ outcome, limit, message, tests }, promise) {
  const failed = tests.filter(({ state }) => state === 'failed');
  const told = failed.map((test) => `"${test.name}" (${test.failure?.code ?? test.message?.en ?? 'no rule'})`);
  const got = [outcome, limit, message?.en, ...told].filter(Boolean).join(', ');
  if (promise === null) return outcome === 'passed' ? null : `must pass, but: ${got}`;
  const { fails, code } = promise;
  if (outcome === 'limit' && code === `limit/${limit}`) return null;
  const caught = outcome === 'failed' && failed.some(({ name, failure }) => name === fails && failure?.code === code);
  return caught ? null : `must fail "${fails}" by ${code}, but: ${got}`;
}

async function main() {
  const found = await readExercise(join(root, 'exercises', id));
  if (!found.ok) throw new Error(`${id}/exercise.json cannot be read`);
  const { exercise } = found;
  const solution = join(root, 'solutions', id);
  const rights = [join(solution, basename(exercise.manifest.subject)), ...typescriptIn(join(solution, 'variants'))];
  const wrongs = typescriptIn(join(solution, 'mutants'));
  const os = await probeOs();
  const places = os.ok ? ['terminal', 'os'] : ['terminal'];
  const tell = (line) => appendFileSync(tally, `${JSON.stringify(line)}\n`);
  if (!os.ok) tell({ file: 'os', place: 'os', wrong: `NOT CHECKED: ${os.why.en}. To mend it: ${os.command}` });
  // One process for each place, warm as in `verify`: what an earlier run left behind would show.
  const trusted = new Map(places.map((place) => [place, openTrustedFor(exercise, place)]));
  const judge = async (file, place, promise) => {
    const verdict = await runExercise(exercise, file, place, { trusted: trusted.get(place) });
    tell({ file: relative(root, file), place, wrong: wrongWith(verdict, promise) });
  };
  for (let run = 0; run < cases; run++) {
    // Every answer meets every place.
    const place = places[run % places.length];
    await judge(rights[Math.floor(run / places.length) % rights.length], place, null);
    if (run % RIGHT_TO_WRONG !== 0) continue;
    const wrong = wrongs[(run / RIGHT_TO_WRONG) % wrongs.length];
    await judge(wrong, places[(run / RIGHT_TO_WRONG) % places.length], promiseOf(wrong));
  }
  for (const one of trusted.values()) one.close();
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(`soak: ${error.message}`);
    process.exit(2);
  },
);
