/**
 * The course's compiler: every exercise is what it must be, and grades fairly. The starter fails where intended, right
 * answers pass whatever they look like, and every named mistake is caught by the test and the rule that it names.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Place, Text, Verdict } from '@lastack/exercise-kit';
import { probeBrowser } from '../browser/chromium.ts';
import { readExercise, type Exercise } from '../exercise.ts';
import { probeOs } from '../os/probe.ts';
import { defaultWorkers, runPool, type Worker } from '../pool.ts';
import { runExercise } from '../run-exercise.ts';
import { disagreements, survivedAt, wrongFailure, type Expectation } from './expectation.ts';
import { disagreement } from './agreement.ts';
import { checkUnread } from './files.ts';
import { killMatrices, type KillMatrix } from './kill-matrix.ts';
import { problemAt, type CourseProblem, type Survived } from './problem.ts';
import { reviewFailures } from './review.ts';
import { accountOf } from './survivor.ts';
import { tasksOf, type Task } from './tasks.ts';
import { openCache, type VerdictCache } from './verdict-cache.ts';

export interface VerifyOptions {
  /** The course's folder: it holds exercises/ and solutions/. */
  readonly root: string;
  /** Exercise ids; absent: all. */
  readonly only?: readonly string[];
  readonly workers?: number;
  /** `all`: every subject in every place. Absent: all in the terminal, the reference and one mutant elsewhere. */
  readonly places?: 'all';
  /** Where known verdicts are kept; `null`: nowhere, everything is run. Absent: in the course's node_modules/.cache. */
  readonly cache?: string | null;
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
  /** It was known: nothing that it depends on has changed. */
  readonly known: boolean;
  /** Empty when the verdict is the expected one. */
  readonly problems: readonly Text[];
  /** What a mutant got away with in the terminal; absent: it was caught. */
  readonly survived?: Survived;
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
  /** Who is caught where, exercise by exercise. */
  readonly matrices: readonly KillMatrix[];
}

export async function verifyExercises(options: VerifyOptions): Promise<VerifyReport> {
  const { root, only, workers = defaultWorkers(), onRun } = options;
  const problems: CourseProblem[] = [];
  const exercises = await findExercises(root, only, problems);
  const places = await checkPlaces(exercises);
  const here = places.filter(({ checked }) => checked).map(({ place }) => place);
  const where = { places: here, everywhere: options.places === 'all' };
  const tasks = exercises.flatMap((exercise) => tasksOf(root, exercise, where, problems));
  const { cache: folder = path.join(root, 'node_modules/.cache/lastack/verdicts') } = options;
  const cache = openCache(folder, root);
  const runs: VerifyRun[] = [];
  let done = 0;
  await runPool([...tasks.entries()], workers, async ([index, task], worker) => {
    const run = await runTask(root, task, cache, worker);
    runs[index] = run;
    onRun?.(run, ++done, tasks.length);
  });
  if (!only) cache.sweep();
  const judged = runs.map((run, index) => ({
    ...run,
    problems: [...run.problems, ...withTerminal(tasks, runs, index)],
  }));
  problems.push(...judged.flatMap(problemsOf));
  const ids = exercises.map(({ manifest }) => manifest.id);
  return { exercises: ids, runs: judged, problems, places, matrices: killMatrices(judged) };
}

async function runTask(root: string, task: Task, cache: VerdictCache, worker: Worker): Promise<VerifyRun> {
  const { exercise, place, file, expected } = task;
  const { manifest } = exercise;
  const absolute = path.join(root, file);
  const before = cache.find(exercise, place, absolute);
  const verdict =
    before ?? (await runExercise(exercise, absolute, place, { trusted: worker.trustedFor(exercise, place) }));
  if (!before) cache.keep(exercise, place, absolute, verdict);
  const problems = [
    ...disagreements(expected, manifest, verdict),
    // Elsewhere the words are the same, or the places disagree.
    ...(place === 'terminal' ? reviewFailures(manifest, verdict) : []),
  ];
  const run = { exercise: manifest.id, place, file, expected, verdict, known: before !== null, problems };
  const test = place === 'terminal' ? survivedAt(expected, verdict) : null;
  if (test === null) return run;
  const reference = path.join(root, 'solutions', manifest.id, path.basename(manifest.subject));
  const survivor = { exercise, test, mutant: absolute, reference };
  return { ...run, survived: { test, account: await accountOf(survivor, worker.trustedFor(exercise, place)) } };
}

/** Each in a line; the first with the story behind it. */
function problemsOf({ file, place, expected, verdict, problems, survived }: VerifyRun): CourseProblem[] {
  const note = place === 'terminal' ? '' : ` (${place})`;
  const failure = place === 'terminal' ? wrongFailure(expected, verdict) : null;
  const story = { ...(survived ? { survived } : {}), ...(failure ? { failure } : {}) };
  return problems.map(({ en, 'zh-Hans': zh }, index) => ({
    ...problemAt(file, 1, `${en}${note}`, `${zh}${note}`),
    ...(index === 0 ? story : {}),
  }));
}

function withTerminal(tasks: readonly Task[], runs: readonly VerifyRun[], index: number): Text[] {
  const [task, run] = [tasks[index], runs[index]];
  if (!task || !run || run.place === 'terminal' || run.verdict.outcome === 'infrastructure') return [];
  const terminal = runs.find(({ place, file }) => place === 'terminal' && file === run.file);
  return terminal ? disagreement(task.exercise.manifest, terminal.verdict, run.verdict) : [];
}

/** The places that these exercises name: those of this package, and whether this machine has them. */
async function checkPlaces(exercises: readonly Exercise[]): Promise<PlaceCheck[]> {
  const named = new Set(exercises.flatMap(({ manifest }) => manifest.places));
  const places: PlaceCheck[] = [{ place: 'terminal', checked: true }];
  const check = (place: Place, probe: Probed): void => {
    places.push(
      probe.ok ? { place, checked: true } : { place, checked: false, why: probe.why, command: probe.command },
    );
  };
  if (named.has('os')) check('os', await probeOs());
  if (named.has('interpreter')) check('interpreter', { ok: true });
  if (named.has('browser')) check('browser', probeBrowser());
  return places;
}

type Probed = { readonly ok: true } | { readonly ok: false; readonly why: Text; readonly command: string };

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
        problems.push(problemAt(`exercises/${name}/exercise.json`, p.line, `${p.message}. ${p.help}`, p.message));
      // What else is missing is said at once: an author who begins has a list.
      problems.push(...checkUnread(root, name));
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
