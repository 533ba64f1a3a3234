/** results.json: what a batch came to. Everything that an export needs, and nothing that changes from run to run. */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import type { Outcome, Verdict } from '@lastack/exercise-kit';
import type { Exercise } from '../exercise.ts';
import { graderVersion } from '../version.ts';
import type { Graded, Isolation } from './grade-submissions.ts';

export interface Results {
  readonly schema: 'lastack/results/v1';
  readonly grader: string;
  readonly isolation: { readonly level: Isolation; readonly seccomp: boolean };
  readonly exercises: readonly { readonly id: string; readonly version: number; readonly points: number }[];
  /** By name. */
  readonly submissions: readonly {
    readonly learner: string;
    readonly score: number;
    readonly maxScore: number;
    /** In the order of `exercises`. */
    readonly verdicts: readonly Verdict[];
  }[];
  /** How many verdicts of each outcome there are. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** What lay among the submissions and is none. */
  readonly ignored: readonly string[];
}

interface Parts {
  readonly level: { readonly isolation: Isolation; readonly seccomp: boolean };
  readonly exercises: readonly Exercise[];
  readonly graded: readonly Graded[];
  readonly ignored: readonly string[];
}

/** Whole or not at all: written beside its name, then moved there. */
export function writeResults(file: string, parts: Parts): Results {
  const results = resultsOf(parts);
  const draft = `${file}.draft`;
  const descriptor = openSync(draft, 'w');
  try {
    writeSync(descriptor, `${JSON.stringify(results, null, 2)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, file);
  return results;
}

function resultsOf({ level, exercises, graded, ignored }: Parts): Results {
  const byLearner = new Map<string, Verdict[]>();
  for (const { learner, verdict } of graded) byLearner.set(learner, [...(byLearner.get(learner) ?? []), verdict]);
  const sum = (verdicts: readonly Verdict[], field: 'score' | 'maxScore'): number =>
    verdicts.reduce((total, verdict) => total + verdict[field], 0);
  const names = [...byLearner.keys()].toSorted();
  return {
    schema: 'lastack/results/v1',
    grader: graderVersion(),
    isolation: { level: level.isolation, seccomp: level.seccomp },
    exercises: exercises.map(({ manifest: { id, version, points } }) => ({ id, version, points })),
    submissions: names.map((learner) => {
      const verdicts = byLearner.get(learner) ?? [];
      return { learner, score: sum(verdicts, 'score'), maxScore: sum(verdicts, 'maxScore'), verdicts };
    }),
    outcomes: outcomesOf(graded),
    ignored,
  };
}

function outcomesOf(graded: readonly Graded[]): Record<Outcome, number> {
  const none = { passed: 0, failed: 0, invalid: 0, limit: 0, 'needs-os-isolation': 0, infrastructure: 0 };
  for (const { verdict } of graded) none[verdict.outcome]++;
  return none;
}
