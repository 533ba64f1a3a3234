/** The course on disk: where its exercises are, and which one is meant. Next: run/files.ts */
import { parseManifest, type Manifest } from '@lastack/exercise-kit';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearest } from './columns.ts';
import { placed } from './placed.ts';
import { EXIT, Refusal, verbatim, wrongCall } from './refusal.ts';

export interface Exercise {
  /** Absolute. */
  readonly folder: string;
  readonly manifest: Manifest;
}

export interface Course {
  /** Absolute; holds exercises/ and solutions/. */
  readonly root: string;
  /** In the order of their numbers. */
  readonly exercises: readonly Exercise[];
}

/** `from` and every folder above it. */
function* upwards(from: string): Generator<string> {
  for (let folder = from; ; folder = dirname(folder)) {
    yield folder;
    if (dirname(folder) === folder) return;
  }
}

/** The folders of exercises/ that hold an exercise, in order: their ids. None where there is no course. */
export function exerciseIds(root: string): string[] {
  const folder = join(root, 'exercises');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'exercise.json')))
    .toSorted();
}

/** The folder of the course around `cwd`, or else of the one that this command came with. */
export function findRoot(cwd: string): string {
  const own = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
  const root = [...upwards(cwd), own].find((folder) => exerciseIds(folder).length > 0);
  if (root !== undefined) return root;
  throw wrongCall(
    `no course here: there is no exercises/ folder with an exercise above ${cwd}. Go into a clone of the course.`,
    `这里不是课程目录：${cwd} 及其上级没有放着练习的 exercises/。请进入课程的克隆目录。`,
  );
}

function readExercise(root: string, id: string): Exercise {
  const folder = join(root, 'exercises', id);
  const path = join(folder, 'exercise.json');
  const parsed = parseManifest(readFileSync(path, 'utf8'), relative(process.cwd(), path) || path);
  if (parsed.ok) return { folder, manifest: parsed.manifest };
  throw new Refusal(EXIT.wrongCall, verbatim(parsed.problems.map(placed).join('\n')));
}

export function findCourse(cwd: string): Course {
  const root = findRoot(cwd);
  return { root, exercises: exerciseIds(root).map((id) => readExercise(root, id)) };
}

/** `08-time-wait`, `time-wait`, `08`, `8` and the folder `exercises/08-time-wait/` all name one exercise. */
export function idNamed(ids: readonly string[], typed: string): string {
  const word = typed.split(/[\\/]/).findLast((part) => part !== '') ?? typed;
  const nameOf = (id: string): string => id.slice(id.indexOf('-') + 1);
  const isNumber = /^\d+$/.test(word);
  const found = ids.find((id) => word === id || word === nameOf(id) || (isNumber && Number(word) === parseInt(id, 10)));
  if (found !== undefined) return found;
  const meant = nearest(word, [...ids, ...ids.map(nameOf)]);
  throw wrongCall(
    `no exercise "${word}".${meant ? ` Did you mean ${meant}?` : ''} There are: ${ids.join(', ')}.`,
    `没有练习“${word}”。${meant ? `是不是 ${meant}？` : ''}现有：${ids.join('、')}。`,
  );
}

export function exerciseNamed(course: Course, word: string): Exercise {
  const id = idNamed(
    course.exercises.map(({ manifest }) => manifest.id),
    word,
  );
  return course.exercises.find(({ manifest }) => manifest.id === id)!;
}

/** The exercise in whose folder `cwd` is; `null` elsewhere. */
export function exerciseAround(course: Course, cwd: string): Exercise | null {
  const folders = new Set(upwards(cwd));
  return course.exercises.find(({ folder }) => folders.has(folder)) ?? null;
}

/** The exercise that was named, or the one around `cwd`. */
export function exerciseMeant(course: Course, cwd: string, word: string | undefined): Exercise {
  if (word !== undefined) return exerciseNamed(course, word);
  const around = exerciseAround(course, cwd);
  if (around) return around;
  throw wrongCall(
    'which exercise? Name one (lastack list shows them) or go into its folder.',
    '哪个练习？请写出名字（lastack list 可列出），或进入它的目录。',
  );
}
