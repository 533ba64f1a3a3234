/**
 * A folder of submissions, one verdict each, whatever they are. Written down as it goes (journal.jsonl), summed up at
 * the end (results.json, the same to the octet for the same submissions); how long it took is in timings.jsonl.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Place, Verdict } from '@lastack/exercise-kit';
import type { Exercise } from '../exercise.ts';
import { probeOs, requireOs } from '../os/probe.ts';
import { defaultWorkers, runPool, type Worker } from '../pool.ts';
import { runExercise } from '../run-exercise.ts';
import { openPrecedents, type Precedents } from '../precedents.ts';
import { verdictWithoutTests } from '../verdict.ts';
import { graderVersion } from '../version.ts';
import { exerciseHash } from './exercise-hash.ts';
import { GradeRefused, readHanded, readLearners, type Learner } from './intake.ts';
import { openJournal, type Journal } from './journal.ts';
import { writeResults, type Results } from './results.ts';
import { seedOf } from './seed.ts';

/**
 * `os`: walls of Linux. `interpreter`: another engine in a process of its own, anywhere, functions only. `none` runs other
 * people's code unconfined, in this machine's account: only for those whom one trusts.
 */
export type Isolation = 'os' | 'interpreter' | 'none';

export interface GradeOptions {
  /** A folder with one folder for each learner, named for the learner. */
  readonly submissions: string;
  /** Where journal.jsonl and results.json go; made when it is not there. Not inside `submissions`. */
  readonly out: string;
  /** What is graded. With one alone, its file may lie at the top of a submission. */
  readonly exercises: readonly Exercise[];
  readonly isolation: Isolation;
  readonly workers?: number;
  /** The instructor's seed; absent: the public one. */
  readonly seed?: string;
  /** Called for each verdict, in the order in which they are reached. */
  readonly onVerdict?: (graded: Graded, done: number, total: number) => void;
}

export interface Graded {
  readonly learner: string;
  readonly verdict: Verdict;
  /** It was in the journal, or the same file was judged already. */
  readonly known: boolean;
}

interface Task {
  readonly learner: Learner;
  readonly exercise: Exercise;
}

/**
 * Throws `MachineLacks` when there is no `os` isolation here, `GradeRefused` when the folders make no sense. Everything
 * about  a submission becomes a verdict instead.
 */
export async function gradeSubmissions(options: GradeOptions): Promise<Results> {
  const { exercises, isolation, onVerdict, workers = defaultWorkers() } = options;
  if (isInside(options.out, options.submissions)) throw new GradeRefused(INSIDE);
  if (isolation === 'os') await requireOs();
  const { learners, ignored } = await readLearners(options.submissions);
  mkdirSync(options.out, { recursive: true });
  const batch = new Batch(options, openJournal(path.join(options.out, 'journal.jsonl')));
  // Exercise by exercise: a warm vitest stays with one.
  const tasks = exercises.flatMap((exercise) => learners.map((learner): Task => ({ learner, exercise })));
  const graded: Graded[] = [];
  let done = 0;
  try {
    await runPool([...tasks.entries()], workers, async ([index, task], worker) => {
      const one = await batch.grade(task, worker);
      graded[index] = one;
      onVerdict?.(one, ++done, tasks.length);
    });
  } finally {
    batch.journal.close();
  }
  const os = isolation === 'os' ? await probeOs() : null;
  const level = { isolation, seccomp: os?.ok === true && os.seccomp };
  return writeResults(path.join(options.out, 'results.json'), { level, exercises, graded, ignored });
}

const isInside = (inner: string, outer: string): boolean =>
  !path.relative(path.resolve(outer), path.resolve(inner)).startsWith('..');

const INSIDE = {
  en: 'the results would lie among the submissions: choose another folder for --out',
  'zh-Hans': '结果目录位于提交目录之内：请为 --out 另选一个目录',
};

const PLACES = { os: 'os', interpreter: 'interpreter', none: 'terminal' } as const satisfies Record<Isolation, Place>;

class Batch {
  readonly journal: Journal;
  readonly #options: GradeOptions;
  /** The same file of two learners is judged once. */
  readonly #underWay = new Map<string, Promise<Verdict>>();
  readonly #hashes = new Map<string, string>();
  /** By exercise: another file that answers alike is judged without its tests. */
  readonly #precedents = new Map<string, Precedents>();

  constructor(options: GradeOptions, journal: Journal) {
    this.#options = options;
    this.journal = journal;
  }

  async grade({ learner, exercise }: Task, worker: Worker): Promise<Graded> {
    const { manifest } = exercise;
    const place = PLACES[this.#options.isolation];
    const handed = await readHanded(learner, manifest, this.#options.exercises.length === 1);
    const key = this.#key(exercise, handed.ok ? handed.sha256 : JSON.stringify(handed.why));
    const before = this.journal.find(key) ?? this.#underWay.get(key);
    const began = performance.now();
    const judging =
      before ??
      (handed.ok
        ? this.#judge(exercise, handed.source, place, worker)
        : verdictWithoutTests(manifest, place, 'invalid', handed.why));
    if (judging instanceof Promise) this.#underWay.set(key, judging);
    const verdict = await judging;
    if (!this.journal.has(key, learner.name)) this.journal.append({ key, learner: learner.name, verdict });
    this.#time(learner.name, manifest.id, performance.now() - began);
    return { learner: learner.name, verdict, known: before !== undefined };
  }

  async #judge(exercise: Exercise, source: string, place: Place, worker: Worker): Promise<Verdict> {
    const { seed } = this.#options;
    const trusted = worker.trustedFor(exercise, place);
    const chosen = seed === undefined ? {} : { seed: seedOf(seed, exercise.manifest) };
    try {
      return await runExercise(exercise, { source }, place, {
        trusted,
        precedents: this.#precedentsOf(exercise),
        ...chosen,
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return verdictWithoutTests(exercise.manifest, place, 'infrastructure', { en: why, 'zh-Hans': why });
    }
  }

  #precedentsOf({ manifest: { id } }: Exercise): Precedents {
    const precedents = this.#precedents.get(id) ?? openPrecedents();
    this.#precedents.set(id, precedents);
    return precedents;
  }

  /** The same key, the same verdict: whoever wrote the file, and whenever. */
  #key(exercise: Exercise, submission: string): string {
    const { id, version } = exercise.manifest;
    const hash = this.#hashes.get(id) ?? exerciseHash(exercise);
    this.#hashes.set(id, hash);
    const { isolation, seed = null } = this.#options;
    const seedHash = seed === null ? null : seedOf(seed, exercise.manifest);
    const parts = [submission, id, version, hash, graderVersion(), isolation, seedHash];
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }

  #time(learner: string, exercise: string, ms: number): void {
    const line = JSON.stringify({ learner, exercise, ms: Math.round(ms) });
    appendFileSync(path.join(this.#options.out, 'timings.jsonl'), `${line}\n`);
  }
}
