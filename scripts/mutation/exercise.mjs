/**
 * One exercise: its reference solution with every small mistake in it, one at a time, each judged by the exercise's own
 * tests.
 * Next: mutants.mjs, judge.mjs, equivalent.mjs
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readEquivalent, sortOut } from './equivalent.mjs';
import { openJudge, surroundingsOf } from './judge.mjs';
import { openKnown } from './known.mjs';
import { mutantsOf } from './mutants.mjs';

/** Of all mutants of an exercise, in percent: more equivalents mean a reference with branches that it does not need. */
export const MOST_EQUIVALENT = 5;

/**
 * @param {import('@lastack/grader').Exercise} exercise
 * @param {{ root: string, cache: string, workers: number, say: (line: string) => void }} options
 */
export async function mutateExercise(exercise, { root, cache, workers, say }) {
  const { id, subject } = exercise.manifest;
  const file = `solutions/${id}/${basename(subject)}`;
  const source = readFileSync(join(root, file), 'utf8');
  const list = `solutions/${id}/equivalent.json`;
  const entries = readEquivalent(join(root, list), list);
  const mutants = mutantsOf(source);
  const known = openKnown(cache, id, await surroundingsOf(exercise, root));
  const judged = await judgeAll(exercise, { source, mutants, known, workers, say });
  known.save();
  const { killed, equivalent, survived, stale } = sortOut(judged, entries);
  const problems = stale.map((text) => `${list}: ${text}`);
  if (equivalent * 100 > mutants.length * MOST_EQUIVALENT) {
    problems.push(`${list}: ${equivalent} of ${mutants.length} are equivalent, more than ${MOST_EQUIVALENT} %: the reference has branches that it does not need`); // prettier-ignore
  }
  return { exercise: id, file, mutants: mutants.length, killed, equivalent, survived, problems };
}

async function judgeAll(exercise, { source, mutants, known, workers, say }) {
  const judged = mutants.map((mutant) => ({ mutant, ...known.find(mutant.code) }));
  const open = judged.filter(({ killed }) => killed === undefined);
  for (const { mutant, killed, by } of judged) if (killed !== undefined) known.keep(mutant.code, { killed, by });
  let next = 0;
  let done = 0;
  const one = async () => {
    const judge = await openJudge(exercise);
    try {
      // What is caught must be the mistake: the reference itself passes.
      const { killed, by } = await judge.judge(source);
      if (killed) throw new Error(`${exercise.manifest.id}: the reference does not pass: ${by}`);
      for (let at = next++; at < open.length; at = next++) {
        const judgement = await judge.judge(open[at].mutant.source);
        Object.assign(open[at], judgement);
        known.keep(open[at].mutant.code, judgement);
        if (++done % 25 === 0) {
          known.save();
          say(`${exercise.manifest.id}: ${done} of ${open.length}`);
        }
      }
    } finally {
      await judge.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, open.length) }, one));
  return judged;
}
