/**
 * What happened so far, one JSON line each, written at once: when a worker is killed in a loop, no message of vitest's
 * gets out any more, but the file says which test was running and which had passed. Also a setup file of vitest.
 */
import { appendFileSync } from 'node:fs';
import { afterEach, beforeEach, inject } from 'vitest';
import type { LimitName, Text } from '@lastack/exercise-kit';
import { setSeed, SubjectStopped } from '@lastack/exercise-kit/border';
import { keepAccount } from './keep-account.ts';
import { replayAlone } from './replay-alone.ts';

export type ProgressLine =
  | { readonly type: 'test'; readonly name: string }
  | { readonly type: 'done'; readonly name: string; readonly failed: boolean }
  | { readonly type: 'limit'; readonly limit: LimitName; readonly text: Text }
  /** The subject's process died as honest ones do on a machine in trouble, too. `started`: the learner's code ran. */
  | { readonly type: 'fault'; readonly why: string; readonly started: boolean }
  /** The subject tried to speak for itself: nothing that it answered counts. */
  | { readonly type: 'breach'; readonly text: Text }
  | { readonly type: 'output'; readonly text: string };

const { progress, seed, replay, witness } = inject('lastack');
if (seed !== null) setSeed(seed);

let stopped: SubjectStopped | null = null;

/** The limit that was hit in this run, if any: no test after it counts, so none needs to try. */
export const stoppedBefore = (): SubjectStopped | null => stopped;

/** Appends one line; nothing at all in a bare run. */
export function tell(line: ProgressLine): void {
  if (line.type === 'limit') stopped ??= new SubjectStopped(line.limit, line.text);
  if (progress !== null) appendFileSync(progress, `${JSON.stringify(line)}\n`);
}

interface Named {
  readonly name: string;
  readonly suite?: Named | undefined;
}

/** Suites and name joined with ` > `: the name that exercise.json gives points to. */
const fullName = (task: Named): string => (task.suite ? `${fullName(task.suite)} > ${task.name}` : task.name);

if (progress !== null) {
  beforeEach(({ task }) => tell({ type: 'test', name: fullName(task) }));
  afterEach(({ task }) => tell({ type: 'done', name: fullName(task), failed: task.result?.state === 'fail' }));
}
if (replay !== null) replayAlone(replay);
if (witness !== null) keepAccount(witness, fullName);
