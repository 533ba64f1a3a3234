/**
 * What `#subject` is for an exercise of functions. The place decides how far away the subject is; the codec, the words
 * and the names are the same. Imported by the module that vitest/border-plugin.mjs generates.
 */
import { functionBorder, type BorderFunction, type Transport } from '@lastack/exercise-kit/border';
import { afterAll, beforeAll, inject } from 'vitest';
import { ConfinedSubject } from './confined-subject.ts';
import { openDirect } from './direct-subject.ts';
import type { Job } from './job.ts';

export async function openFunctionBorder(
  exports: readonly string[],
): Promise<Readonly<Record<string, BorderFunction>>> {
  const job = inject('lastack');
  const transport = job.launch ? confined(job, job.launch) : await openDirect(job);
  afterAll(() => transport.close());
  return functionBorder(exports, () => transport);
}

function confined(job: Job, launch: NonNullable<Job['launch']>): Transport {
  const subject = new ConfinedSubject(job, launch);
  beforeAll(() => subject.load());
  return subject;
}
