/**
 * The learner's file as the course gave it, and going back to it without losing what was written. The course is a git
 * clone: the starter is what stood there when the course's authors last changed the rest of the exercise, which a
 * learner does not touch. Next: commands/reset.ts
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, posix, relative } from 'node:path';
import type { Exercise } from './course.ts';
import { keptIn } from './progress/progress-file.ts';
import { writeWhole } from './progress/write-whole.ts';
import { EXIT, Refusal } from './refusal.ts';

export const subjectOf = ({ folder, manifest }: Exercise): string => join(folder, manifest.subject);

function git(root: string, args: readonly string[]): string | null {
  try {
    return execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}

/** Where a course that is no git clone keeps the starters: as they were when the screen first opened. */
const snapshotOf = (root: string, { manifest }: Exercise): string =>
  join(keptIn(root), 'starters', manifest.id, basename(manifest.subject));

/** Keeps the files as they are now, once, where git cannot give them back. */
export function keepStarters(root: string, exercises: readonly Exercise[]): void {
  if (git(root, ['rev-parse', '--git-dir']) !== null) return;
  for (const exercise of exercises) {
    const [from, to] = [subjectOf(exercise), snapshotOf(root, exercise)];
    if (existsSync(to) || !existsSync(from)) continue;
    try {
      writeWhole(to, readFileSync(from, 'utf8'));
    } catch {
      // A read-only folder: saving the progress says so, and nothing can be reset in it anyway.
      return;
    }
  }
}

/** The starter's text; `null` when nobody knows it. */
export function starterOf(root: string, exercise: Exercise): string | null {
  const { id, subject } = exercise.manifest;
  const folder = posix.join('exercises', id);
  const others = [folder, `:(exclude)${posix.join(folder, posix.dirname(subject))}`];
  const commit = git(root, ['log', '-1', '--format=%H', '--', ...others])?.trim();
  const text = commit ? git(root, ['show', `${commit}:./${posix.join(folder, subject)}`]) : null;
  if (text !== null) return text;
  const snapshot = snapshotOf(root, exercise);
  return existsSync(snapshot) ? readFileSync(snapshot, 'utf8') : null;
}

/** The backup's path, or `null` when the file was the starter already. */
export function resetExercise(root: string, exercise: Exercise): { readonly backup: string | null } {
  const { id } = exercise.manifest;
  const starter = starterOf(root, exercise);
  if (starter === null)
    throw new Refusal(EXIT.machineLacks, {
      en: `the starter of ${id} is not known here: the course is no git clone, or git is missing. Nothing was changed. To mend it: get the file from the course's repository`,
      'zh-Hans': `这里找不到 ${id} 的初始代码：课程目录不是 git 克隆，或没有安装 git。没有改动任何文件。解决办法：从课程仓库取回该文件`,
    });
  const path = subjectOf(exercise);
  const own = existsSync(path) ? readFileSync(path, 'utf8') : null;
  if (own === starter) return { backup: null };
  return withFileErrors(() => {
    const backup = own === null ? null : keepBackup(root, exercise, own);
    writeWhole(path, starter);
    return { backup: backup ?? relative(root, path) };
  });
}

function withFileErrors<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code, path, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Refusal(EXIT.machineLacks, {
      en: `${path ?? message} cannot be written (${code}). Nothing was changed. To mend it: make the folder writable`,
      'zh-Hans': `无法写入 ${path ?? message}（${code}）。没有改动任何文件。解决办法：让该目录可写`,
    });
  }
}

/** Before the file is written over; a name for each moment, and never one that is taken. */
function keepBackup(root: string, { manifest }: Exercise, text: string): string {
  const folder = join(keptIn(root), 'backups', manifest.id);
  mkdirSync(folder, { recursive: true });
  const moment = new Date().toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-');
  for (let number = 1; ; number++) {
    const path = join(folder, `${moment}${number === 1 ? '' : `-${number}`}-${basename(manifest.subject)}`);
    try {
      writeFileSync(path, text, { flag: 'wx' });
      return relative(root, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** The reference, as the course has it; `null` where solutions/ is not there. */
export function solutionOf(
  root: string,
  { manifest }: Exercise,
): { readonly path: string; readonly text: string } | null {
  const path = join(root, 'solutions', manifest.id, basename(manifest.subject));
  return existsSync(path) ? { path: relative(root, path), text: readFileSync(path, 'utf8') } : null;
}
