/**
 * Many runs on few cores: each worker takes the next run when it has finished one, and keeps its warm processes while
 * the exercise stays the same.
 */
import { availableParallelism } from 'node:os';
import type { Place } from '@lastack/exercise-kit';
import type { Exercise } from './exercise.ts';
import { openTrustedFor } from './run-exercise.ts';
import type { TrustedProcess } from './trusted-process.ts';

/** The warm processes of one worker: a program under `os` needs one with a network of its own. */
export interface Worker {
  trustedFor(exercise: Exercise, place: Place): TrustedProcess;
}

export const defaultWorkers = (): number => Math.max(1, availableParallelism());

/** Runs `work` over `items` in their order, `workers` at a time. Rejects with the first error, when all have stopped. */
export async function runPool<T>(
  items: readonly T[],
  workers: number,
  work: (item: T, worker: Worker) => Promise<void>,
): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    const open = new Map<string, TrustedProcess>();
    const worker: Worker = {
      trustedFor(exercise, place) {
        const key = `${place} ${exercise.manifest.kind}`;
        const trusted = open.get(key) ?? openTrustedFor(exercise, place);
        open.set(key, trusted);
        return trusted;
      },
    };
    try {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item, worker);
    } finally {
      for (const trusted of open.values()) trusted.close();
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(workers, items.length) }, one));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
