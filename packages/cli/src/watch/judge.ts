/**
 * The run behind the screen, as small as the screen needs it: one at a time, stopped at once. Functions run in warm
 * threads (`@lastack/runner`), programs and whatever the runner cannot bundle as `lastack test` runs them.
 * Next: session.ts
 */
import type { Verdict } from '@lastack/exercise-kit';
import { openTrustedFor, runExercise } from '@lastack/grader';
import { openWarmRunner, type WarmRunner } from '@lastack/runner/node-worker';
import { verdictWithoutTests } from '@lastack/runner';
import { readFile } from 'node:fs/promises';
import type { Exercise } from '../course.ts';
import { refusalOf, verbatim } from '../refusal.ts';
import { subjectOf } from '../starter.ts';

export interface Judge {
  /** The verdict on the learner's file as it is now; `null` when it was stopped before there was one. */
  judge(exercise: Exercise): Promise<Verdict | null>;
  /** Ends the run that is under way with all its processes; the next one may start at once. */
  stop(): void;
  /** Resolves when nothing of it is left. */
  close(): Promise<void>;
}

/** As `lastack test` does it, in a process that can be ended: what it says afterwards is nobody's verdict. */
async function judgeInProcess(exercise: Exercise, signal: AbortSignal): Promise<Verdict> {
  const trusted = openTrustedFor(exercise, 'terminal');
  const end = (): void => trusted.close();
  signal.addEventListener('abort', end);
  try {
    return await runExercise(exercise, subjectOf(exercise), 'terminal', {
      trusted: {
        close: end,
        // A process that was ended on purpose is no fault of the machine, and is not tried again.
        async run(request) {
          const ending = signal.aborted ? null : await trusted.run(request);
          return signal.aborted || ending === null ? { type: 'limit', limit: 'time', output: '' } : ending;
        },
      },
    });
  } finally {
    signal.removeEventListener('abort', end);
    trusted.close();
  }
}

/** The threads that are warm for one exercise; `null` where it cannot be bundled. */
class Warm {
  #id: string | null = null;
  #runner: Promise<WarmRunner | null> = Promise.resolve(null);

  runnerFor(exercise: Exercise): Promise<WarmRunner | null> {
    const { id, kind } = exercise.manifest;
    if (this.#id !== id) {
      void this.close();
      this.#id = id;
      this.#runner = kind === 'program' ? Promise.resolve(null) : openWarmRunner(exercise).catch(() => null);
    }
    return this.#runner;
  }

  async close(): Promise<void> {
    const old = this.#runner;
    this.#id = null;
    this.#runner = Promise.resolve(null);
    await (await old)?.close();
  }
}

/** Not the learner's fault: what the machine lacks, or an error of our own, in its own words. */
function broken({ manifest }: Exercise, error: unknown): Verdict {
  const why = refusalOf(error)?.text ?? verbatim(error instanceof Error ? error.message : String(error));
  return verdictWithoutTests(manifest, 'terminal', 'infrastructure', why);
}

export function openJudge(): Judge {
  const warm = new Warm();
  let current: AbortController | null = null;
  const judged = async (exercise: Exercise, signal: AbortSignal): Promise<Verdict> => {
    const runner = await warm.runnerFor(exercise);
    signal.throwIfAborted();
    const source = await readFile(subjectOf(exercise), 'utf8').catch(() => null);
    // A file that is not there gets its verdict where the words for it are.
    if (runner === null || source === null) return judgeInProcess(exercise, signal);
    // Whatever keeps the runner from its work, the way of `lastack test` is still there, and says what it is.
    const verdict = await runner.run({ source }, { signal }).catch(() => null);
    signal.throwIfAborted();
    return verdict ?? judgeInProcess(exercise, signal);
  };
  return {
    async judge(exercise) {
      const own = (current = new AbortController());
      try {
        const verdict = await judged(exercise, own.signal);
        return own.signal.aborted ? null : verdict;
      } catch (error) {
        return own.signal.aborted ? null : broken(exercise, error);
      }
    },
    stop: () => current?.abort(),
    async close() {
      current?.abort();
      await warm.close();
    },
  };
}
