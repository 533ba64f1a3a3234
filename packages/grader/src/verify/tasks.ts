/**
 * Which subjects of an exercise are run where: all in the terminal; in each other place the reference and one mutant,
 * or (`everywhere`) all of them, too.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Place } from '@lastack/exercise-kit';
import type { Exercise } from '../exercise.ts';
import type { Expectation } from './expectation.ts';
import { checkFiles, checkSolutionFiles } from './files.ts';
import { readMutant } from './mutant.ts';
import { problemAt, type CourseProblem } from './problem.ts';

export interface Task {
  readonly exercise: Exercise;
  readonly place: Place;
  /** Relative to the course, with slashes. */
  readonly file: string;
  readonly expected: Expectation;
}

export interface Where {
  /** The places that this machine has, besides the terminal. */
  readonly places: readonly Place[];
  readonly everywhere: boolean;
}

/** Also says, into `problems`, what is wrong with the files themselves. */
export function tasksOf(
  root: string,
  exercise: Exercise,
  { places, everywhere }: Where,
  problems: CourseProblem[],
): Task[] {
  const { manifest } = exercise;
  const { id, subject } = manifest;
  const name = `exercises/${path.basename(exercise.folder)}`;
  const solution = `solutions/${id}`;
  problems.push(...checkFiles(exercise.folder, name, manifest));
  problems.push(...checkSolutionFiles(path.join(root, solution), solution, manifest));

  const task = (file: string, expected: Expectation, place: Place = 'terminal'): Task => ({
    exercise,
    place,
    file,
    expected,
  });
  const reference = `${solution}/${path.posix.basename(subject)}`;
  const mutants = mutantsOf(root, `${solution}/mutants`, manifest, problems).map((m) => task(m.file, m.expected));
  const subjects = [
    task(`${name}/${subject}`, { kind: 'starter' }),
    task(reference, { kind: 'reference' }),
    ...typescriptIn(root, `${solution}/variants`).map((file) => task(file, { kind: 'variant' })),
    ...mutants,
  ].filter(({ file }) => existsSync(path.join(root, file)));
  const some = [subjects.find(({ expected }) => expected.kind === 'reference'), mutants[0]].filter((one) => !!one);
  const elsewhere = places.filter((place) => place !== 'terminal' && manifest.places.includes(place));
  return [
    ...subjects,
    ...elsewhere.flatMap((place) => (everywhere ? subjects : some).map((one) => ({ ...one, place }))),
  ];
}

function mutantsOf(
  root: string,
  folder: string,
  manifest: Exercise['manifest'],
  problems: CourseProblem[],
): Pick<Task, 'file' | 'expected'>[] {
  const files = typescriptIn(root, folder);
  if (files.length === 0) {
    problems.push(
      problemAt(folder, 1, 'no mutant: nothing shows that a mistake is caught', '没有错误示例：无法证明错误会被发现'),
    );
  }
  return files.flatMap((file) => {
    const mutant = readMutant(path.join(root, file), file, manifest);
    if ('fails' in mutant) return [{ file, expected: { kind: 'mutant', mutant } as const }];
    problems.push(...mutant);
    return [];
  });
}

function typescriptIn(root: string, folder: string): string[] {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute)
    .filter((file) => file.endsWith('.ts'))
    .toSorted()
    .map((file) => `${folder}/${file}`);
}
