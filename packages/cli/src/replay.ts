/** `lastack test EXERCISE --seed N`: one random case again, alone. */
import type { Verdict } from '@lastack/exercise-kit';
import { runExercise } from '@lastack/grader';
import type { Exercise } from './course.ts';
import { wrongCall } from './refusal.ts';
import { subjectOf } from './starter.ts';

/** The number behind `--seed`. */
export function seedOf(word: string): number {
  const seed = Number(word);
  if (/^\d{1,10}$/.test(word) && seed < 2 ** 32) return seed;
  throw wrongCall(
    `--seed ${word}: give the number that a failure's "Replay" line names, 0 to ${2 ** 32 - 1}.`,
    `--seed ${word}：请给失败信息“重放”一行里的数，0 到 ${2 ** 32 - 1}。`,
  );
}

/** A case of the course's own, or else one that was drawn under an instructor's seed. */
export async function replayed(exercise: Exercise, seed: number): Promise<Verdict> {
  const { id } = exercise.manifest;
  for (const anywhere of [false, true]) {
    const verdict = await runExercise(exercise, subjectOf(exercise), 'terminal', { replay: { seed, anywhere } });
    const ran = verdict.outcome === 'passed' || verdict.outcome === 'failed';
    if (!ran || verdict.tests.some(({ state }) => state !== 'not-run')) return verdict;
  }
  throw wrongCall(`${id} has no random cases to replay.`, `${id} 没有可以重放的随机用例。`);
}
