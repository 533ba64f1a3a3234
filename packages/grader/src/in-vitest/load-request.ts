/** The first question to a process that answers for functions: what to load, and the limits that an engine may hold by itself. */
import type { Plain } from '@lastack/exercise-kit/border';
import type { Launch } from '../os/confinement.ts';
import type { Job } from './job.ts';

/** ms for the confined process to start: the machine's time, not the learner's. */
export const START_MS = 30_000;

export function loadRequest(
  { load, slowness }: Launch,
  { loadMs, callMs, replyBytes, memoryMB }: Job['limits'],
): Readonly<Record<string, Plain>> {
  return { load, replyBytes, memoryMB, loadMs: slowness * loadMs, callMs: slowness * callMs };
}
