/**
 * Verdicts that are known already: the same subject, the same exercise, the same place, the same course. One small file
 * each, named by what the verdict depends on, so that nothing in it can be out of date; what no run asked for any more is
 * taken away.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Place, Verdict } from '@lastack/exercise-kit';
import type { Exercise } from '../exercise.ts';
import { exerciseHash } from '../grade/exercise-hash.ts';
import { courseHash } from './course-hash.ts';

export interface VerdictCache {
  find(exercise: Exercise, place: Place, file: string): Verdict | null;
  keep(exercise: Exercise, place: Place, file: string, verdict: Verdict): void;
  /** Takes away what was not asked for since it was opened: only when everything was. */
  sweep(): void;
}

/** A cache in `folder`; `null`: none, everything is run. `root` is the course's. */
export function openCache(folder: string | null, root: string): VerdictCache {
  if (folder === null) return { find: () => null, keep() {}, sweep() {} };
  const course = courseHash(root);
  const exercises = new Map<string, string>();
  const asked = new Set<string>();
  mkdirSync(folder, { recursive: true });

  const nameOf = (exercise: Exercise, place: Place, file: string): string => {
    const hash = exercises.get(exercise.folder) ?? exerciseHash(exercise);
    exercises.set(exercise.folder, hash);
    const key = createHash('sha256')
      .update(JSON.stringify([course, hash, place]))
      .update(readFileSync(file));
    const name = `${key.digest('hex')}.json`;
    asked.add(name);
    return name;
  };
  return {
    find(exercise, place, file) {
      const known = path.join(folder, nameOf(exercise, place, file));
      return existsSync(known) ? readVerdict(known, exercise, place) : null;
    },
    keep(exercise, place, file, verdict) {
      // A fault of the machine is no verdict.
      if (verdict.outcome === 'infrastructure') return;
      const name = path.join(folder, nameOf(exercise, place, file));
      writeFileSync(`${name}.${process.pid}`, JSON.stringify(verdict));
      renameSync(`${name}.${process.pid}`, name);
    },
    sweep() {
      for (const name of readdirSync(folder)) if (!asked.has(name)) rmSync(path.join(folder, name), { force: true });
    },
  };
}

/** A damaged file is as good as none. */
function readVerdict(file: string, { manifest }: Exercise, place: Place): Verdict | null {
  try {
    const verdict = JSON.parse(readFileSync(file, 'utf8')) as Verdict;
    return verdict.exercise === manifest.id && verdict.place === place && Array.isArray(verdict.tests) ? verdict : null;
  } catch {
    return null;
  }
}
