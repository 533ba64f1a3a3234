/**
 * The door `@lastack/runner/node-worker`: one exercise, kept warm in threads of this process, for a screen that judges
 * at every save. The learner's own machine only: nothing here keeps a learner's code from doing what Node can do.
 *
 * @example
 * const runner = await openWarmRunner({ folder, manifest });
 * const verdict = await runner.run({ source: await readFile(file, 'utf8') }, { signal, onTest });
 * await runner.close();
 */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Manifest, TestResult, Verdict } from '@lastack/exercise-kit';
import { bundleExercise, NotBundled } from './bundle.ts';
import { verdictOfProblems } from './judgement.ts';
import { compileSubject } from './subject-file/subject-file.mjs';
import { supervise } from './supervise.ts';
import { openThread, patientDeadline, type ThreadLine } from './thread.ts';

export { NotBundled };

export interface WarmRunnerOptions {
  /** The exercise's folder, absolute. */
  readonly folder: string;
  /** Of kind `function`: a program has a process of its own and no warm runner. */
  readonly manifest: Manifest;
}

export interface WarmRunOptions {
  /** Ends the run at once; `run` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Each test as it ends, before the verdict is complete. */
  readonly onTest?: (result: TestResult) => void;
  /** The base of all random cases, 0 … 2^32 − 1. Absent: the public one. */
  readonly seed?: number;
}

export interface WarmRunner {
  /** The verdict that the place `terminal` gives. `source`: the learner's file as it is now. Throws `NotBundled`. */
  run(subject: { readonly source: string }, options?: WarmRunOptions): Promise<Verdict>;
  /** Resolves when no thread is left. */
  close(): Promise<void>;
}

/** Bundles the exercise and starts the first thread. Throws `NotBundled`. */
export async function openWarmRunner({ folder, manifest }: WarmRunnerOptions): Promise<WarmRunner> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'lastack-watch-'));
  let script = await writeScript({ folder, manifest }, scratch, 0);
  let warm: ThreadLine | null = openThread(script.file, manifest.limits.memoryMB);
  const running = new Set<ThreadLine>();
  return {
    async run({ source }, { signal, onTest, seed } = {}) {
      const compiled = compileSubject(source, manifest.subject, manifest.kind);
      if (!compiled.ok) return verdictOfProblems(manifest, 'terminal', compiled.problems);
      if (await script.isStale()) {
        script = await writeScript({ folder, manifest }, scratch, script.number + 1);
        warm?.end();
        warm = null;
      }
      const line = warm ?? openThread(script.file, manifest.limits.memoryMB);
      warm = null;
      running.add(line);
      try {
        return await supervise(line, { manifest, place: 'terminal', source, compiled, seed, deadline: patientDeadline, onTest, signal }); // prettier-ignore
      } finally {
        running.delete(line);
        // The next one warms up while the learner reads.
        warm ??= openThread(script.file, manifest.limits.memoryMB);
      }
    },
    async close() {
      await Promise.all([...(warm ? [warm] : []), ...running].map((line) => line.ended()));
      warm = null;
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

interface Script {
  readonly file: string;
  readonly number: number;
  /** Whether the exercise has changed since: its test, or what stands in its grader folder. */
  isStale(): Promise<boolean>;
}

async function writeScript({ folder, manifest }: WarmRunnerOptions, scratch: string, number: number): Promise<Script> {
  const { code, inputs } = await bundleExercise({ folder, manifest, platform: 'node' });
  const file = path.join(scratch, `worker-${number}.mjs`);
  await writeFile(file, code);
  const own = inputs.filter((input) => input.startsWith(folder + path.sep));
  const times = (): Promise<number[]> => Promise.all(own.map(async (input) => (await stat(input)).mtimeMs));
  const then = await times();
  return {
    file,
    number,
    async isStale() {
      const now = await times().catch(() => []);
      return now.length !== then.length || now.some((time, index) => time !== then[index]);
    },
  };
}
