/**
 * What a learner has done, by the ids of exercises, which stay for ever. Plain data and pure functions: where it is
 * kept is another file's concern. Next: write-whole.ts
 */
import type { Exercise } from '../course.ts';

export interface Done {
  /** The version of the exercise that was passed; `null`: not yet. */
  readonly passedVersion: number | null;
  /** When, as ISO 8601. */
  readonly passedAt: string | null;
  /** How often it was judged. */
  readonly attempts: number;
  /** The highest hint that was read; 0: none. */
  readonly hints: number;
  /** How often the solution was asked for before a pass. */
  readonly askedForSolution: number;
}

export interface Progress {
  /** The exercise to go on with. */
  readonly current: string | null;
  readonly exercises: Readonly<Record<string, Done>>;
}

export const NOTHING_YET: Progress = { current: null, exercises: {} };
const UNTOUCHED: Done = { passedVersion: null, passedAt: null, attempts: 0, hints: 0, askedForSolution: 0 };

/** `older`: passed, and the exercise has changed since. */
export type Standing = 'passed' | 'older' | 'tried' | 'new';

export const doneOf = (progress: Progress, id: string): Done => progress.exercises[id] ?? UNTOUCHED;

export function standingOf(
  progress: Progress,
  { id, version }: { readonly id: string; readonly version: number },
): Standing {
  const { passedVersion, attempts } = doneOf(progress, id);
  if (passedVersion !== null) return passedVersion < version ? 'older' : 'passed';
  return attempts > 0 ? 'tried' : 'new';
}

export const withDone = (progress: Progress, id: string, change: Partial<Done>): Progress => ({
  ...progress,
  exercises: { ...progress.exercises, [id]: { ...doneOf(progress, id), ...change } },
});

/** A verdict arrived. A pass stays a pass while its author goes on trying things; `unpassed` takes it back. */
export function judged(
  progress: Progress,
  id: string,
  pass: { readonly version: number; readonly at: string } | null,
): Progress {
  const before = doneOf(progress, id);
  const attempts = before.attempts + 1;
  if (pass === null) return withDone(progress, id, { attempts });
  const again = before.passedVersion === pass.version && before.passedAt !== null;
  return withDone(progress, id, { attempts, passedVersion: pass.version, passedAt: again ? before.passedAt : pass.at });
}

/** The check of everything found that it does not pass any more. */
export const unpassed = (progress: Progress, id: string): Progress =>
  withDone(progress, id, { passedVersion: null, passedAt: null });

const nameOf = (id: string): string => id.slice(id.indexOf('-') + 1);

/**
 * Progress after the course was updated. An exercise whose number changed keeps its name, and so what was done in it;
 * one that has gone keeps its entry, should it come back.
 */
export function reconciled(progress: Progress, ids: readonly string[]): Progress {
  const moved = new Map<string, string>();
  for (const old of Object.keys(progress.exercises)) {
    if (ids.includes(old)) continue;
    const now = ids.find((id) => nameOf(id) === nameOf(old) && progress.exercises[id] === undefined);
    if (now !== undefined) moved.set(old, now);
  }
  const exercises = Object.fromEntries(
    Object.entries(progress.exercises).map(([id, done]) => [moved.get(id) ?? id, done]),
  );
  const current = progress.current === null ? null : (moved.get(progress.current) ?? progress.current);
  return { current: current !== null && ids.includes(current) ? current : null, exercises };
}

/** Where to go on: the exercise that was left, or the first that is not passed, or the first. */
export function currentOf(progress: Progress, exercises: readonly Exercise[]): Exercise | undefined {
  const left = exercises.find(({ manifest }) => manifest.id === progress.current);
  return left ?? exercises.find(({ manifest }) => standingOf(progress, manifest) !== 'passed') ?? exercises[0];
}
