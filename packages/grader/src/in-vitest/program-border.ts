/**
 * What `#subject` is for an exercise whose subject is a program: `start`, which gives it a process of its own, behind
 * walls or not. Imported by the module that vitest/border-plugin.mjs generates.
 */
import { programBorder } from '@lastack/exercise-kit/border';
import { afterAll, inject } from 'vitest';
import { stoppedBefore } from './progress.ts';
import { startProgram, type RunningProgram } from './program-process.ts';

export function openProgramBorder(): ReturnType<typeof programBorder> {
  const job = inject('lastack');
  const { launch } = job;
  const running: RunningProgram[] = [];
  // A test that failed half-way leaves its program behind.
  afterAll(() => Promise.all(running.map((program) => program.end())));
  return programBorder((args) => {
    if (launch === null) throw new Error('A program needs a process of its own: run the test with lastack test.');
    const earlier = stoppedBefore();
    if (earlier) throw earlier;
    const program = startProgram(job, launch, args);
    running.push(program);
    return program.handle;
  });
}
