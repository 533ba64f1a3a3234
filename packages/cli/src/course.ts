/** The course on disk: where its exercises are, and which one is meant. Next: verdict-lines.ts */
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

const isCourse = (folder: string): boolean =>
  existsSync(join(folder, 'exercises')) &&
  readdirSync(join(folder, 'exercises')).some((name) => existsSync(join(folder, 'exercises', name, 'exercise.json')));

function readExercise(root: string, name: string): Exercise {
  const folder = join(root, 'exercises', name);
  const path = join(folder, 'exercise.json');
  const parsed = parseManifest(readFileSync(path, 'utf8'), relative(process.cwd(), path) || path);
  if (parsed.ok) return { folder, manifest: parsed.manifest };
  throw new Refusal(EXIT.wrongCall, verbatim(parsed.problems.map(placed).join('\n')));
}

/** The course around `cwd`, or else the one that this command came with. */
export function findCourse(cwd: string): Course {
  const own = fileURLToPath(new URL('../../..', import.meta.url));
  const root = [...upwards(cwd), own].find(isCourse);
  if (root === undefined)
    throw wrongCall(
      `no course here: ${cwd} has no exercises/ folder above it. Go into a clone of the course.`,
      `这里不是课程目录：${cwd} 及其上级都没有 exercises/。请进入课程的克隆目录。`,
    );
  const names = readdirSync(join(root, 'exercises')).filter((name) =>
    existsSync(join(root, 'exercises', name, 'exercise.json')),
  );
  return { root, exercises: names.toSorted().map((name) => readExercise(root, name)) };
}

/** The exercise in whose folder `cwd` is; `null` elsewhere. */
export function exerciseAround(course: Course, cwd: string): Exercise | null {
  const folders = new Set(upwards(cwd));
  return course.exercises.find(({ folder }) => folders.has(folder)) ?? null;
}

/** `08-time-wait`, `time-wait`, `08` and `8` all name one exercise. */
export function exerciseNamed(course: Course, word: string): Exercise {
  const ids = course.exercises.map(({ manifest }) => manifest.id);
  const found = course.exercises.find(({ manifest: { id } }) => {
    const dash = id.indexOf('-');
    return (
      word === id || word === id.slice(dash + 1) || (/^\d+$/.test(word) && Number(word) === Number(id.slice(0, dash)))
    );
  });
  if (found) return found;
  const meant = nearest(word, [...ids, ...ids.map((id) => id.slice(id.indexOf('-') + 1))]);
  throw wrongCall(
    `no exercise "${word}".${meant ? ` Did you mean ${meant}?` : ''} There are: ${ids.join(', ')}.`,
    `没有练习“${word}”。${meant ? `是不是 ${meant}？` : ''}现有：${ids.join('、')}。`,
  );
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
