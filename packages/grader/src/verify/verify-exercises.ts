/**
 * The course's compiler: every exercise is what it must be, and grades fairly. The starter fails where intended, right
 * answers pass whatever they look like, and every named mistake is caught by the test and the rule that it names.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Place, Text, Verdict } from '@lastack/exercise-kit';
import { readExercise, type Exercise } from '../exercise.ts';
import { probeOs } from '../os/probe.ts';
import { defaultWorkers, runPool } from '../pool.ts';
import { runExercise } from '../run-exercise.ts';
import { disagreements, type Expectation } from './expectation.ts';
import { tasksOf } from './tasks.ts';
import { problemAt, type CourseProblem } from './problem.ts';

export interface VerifyOptions {
  /** The course's folder: it holds exercises/ and solutions/. */
  readonly root: string;
  /** Exercise ids; absent: all. */
  readonly only?: readonly string[];
  readonly workers?: number;
  /** Called after each run, in the order in which they end. */
  readonly onRun?: (run: VerifyRun, done: number, total: number) => void;
}

/** One subject in one place: a cell of the kill matrix is `verdict.tests[i]`. */
export interface VerifyRun {
  readonly exercise: string;
  readonly place: Place;
  /** Relative to the course: `solutions/08-time-wait/mutants/one-msl.ts`. */
  readonly file: string;
  readonly expected: Expectation;
  readonly verdict: Verdict;
  /** Empty when the verdict is the expected one. */
  readonly problems: readonly Text[];
}

/** Whether a place was there to be checked. A lacking one is a failure under CI. */
export type PlaceCheck =
  | { readonly place: Place; readonly checked: true }
  | { readonly place: Place; readonly checked: false; readonly why: Text; readonly command: string };

export interface VerifyReport {
  readonly exercises: readonly string[];
  /** In the order of exercises, then starter, reference, variants, mutants, then places. */
  readonly runs: readonly VerifyRun[];
  /** Everything that is wrong, those of runs included. Empty: the course is sound in the places that were checked. */
  readonly problems: readonly CourseProblem[];
  readonly places: readonly PlaceCheck[];
}

export async function verifyExercises(options: VerifyOptions): Promise<VerifyReport> {
  const { root, only, workers = defaultWorkers(), onRun } = options;
  const problems: CourseProblem[] = [];
  const exercises = await findExercises(root, only, problems);
  const os = await probeOs();
  const places: PlaceCheck[] = [{ place: 'terminal', checked: true }];
  if (exercises.some(({ manifest }) => manifest.places.includes('os'))) {
    places.push(
      os.ok ? { place: 'os', checked: true } : { place: 'os', checked: false, why: os.why, command: os.command },
    );
  }
  const tasks = exercises.flatMap((exercise) => tasksOf(root, exercise, os.ok, problems));
  const runs: VerifyRun[] = [];
  let done = 0;
  await runPool([...tasks.entries()], workers, async ([index, task], worker) => {
    const { exercise, place, file, expected } = task;
    const trusted = worker.trustedFor(exercise, place);
    const verdict = await runExercise(exercise, path.join(root, file), place, { trusted });
    const wrong = disagreements(expected, exercise.manifest, verdict);
    const run = { exercise: exercise.manifest.id, place, file, expected, verdict, problems: wrong };
    runs[index] = run;
    onRun?.(run, ++done, tasks.length);
  });
  for (const run of runs) {
    const where = run.place === 'terminal' ? '' : ` (${run.place})`;
    for (const { en, 'zh-Hans': zh } of run.problems)
      problems.push(problemAt(run.file, 1, `${en}${where}`, `${zh}${where}`));
  }
  return { exercises: exercises.map(({ manifest }) => manifest.id), runs, problems, places };
}

/** The one thing beside the exercises that belongs there: which exercise goes with which lesson. */
const COURSE_MAP = /^README(\.[A-Za-z-]+)?\.md$/;

async function findExercises(
  root: string,
  only: readonly string[] | undefined,
  problems: CourseProblem[],
): Promise<Exercise[]> {
  const folder = path.join(root, 'exercises');
  const names = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  const found: Exercise[] = [];
  const owners = new Map<string, string>();
  for (const name of names) {
    if (COURSE_MAP.test(name)) continue;
    if (!existsSync(path.join(folder, name, 'exercise.json'))) {
      const en = 'no exercise: there is no exercise.json in it';
      if (!only) problems.push(problemAt(`exercises/${name}`, 1, en, '不是练习：其中没有 exercise.json'));
      continue;
    }
    const result = await readExercise(path.join(folder, name));
    if (!result.ok) {
      for (const p of result.problems)
        problems.push(problemAt(`exercises/${name}/exercise.json`, p.line, p.message, p.message));
      continue;
    }
    const { id } = result.exercise.manifest;
    const owner = owners.get(id);
    if (owner)
      problems.push(
        problemAt(`exercises/${name}/exercise.json`, 1, `the id ${id} is ${owner}'s`, `id ${id} 已被 ${owner} 使用`),
      );
    owners.set(id, name);
    if (!only || only.includes(id)) found.push(result.exercise);
  }
  return found;
}
