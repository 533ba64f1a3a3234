/**
 * What comes back from vitest's process, checked before anybody reads it: in the terminal a learner's code runs in the
 * worker that wrote it. The shape is the one of vitest/report.mjs.
 */
import * as v from 'valibot';
import type { Failure, LimitName, Text } from '@lastack/exercise-kit';

const text = v.object({ en: v.string(), 'zh-Hans': v.string() });

const failure = v.object({
  code: v.string(),
  rule: text,
  tried: v.array(text),
  ladder: v.nullable(text),
  expected: text,
  got: text,
  section: v.string(),
  lesson: v.string(),
  look: text,
  seed: v.exactOptional(v.number()),
});

const limit = v.picklist(['time', 'cpu', 'memory', 'output', 'processes', 'reply']);

const error = v.object({
  name: v.string(),
  message: v.string(),
  failure: v.fallback(v.nullish(failure, null), null),
  text: v.fallback(v.nullish(text, null), null),
  limit: v.fallback(v.nullish(limit, null), null),
});

const schema = v.object({
  tests: v.array(
    v.object({
      name: v.string(),
      state: v.picklist(['passed', 'failed', 'skipped', 'pending']),
      errors: v.array(error),
    }),
  ),
  errors: v.array(error),
});

export interface ReportedError {
  readonly name: string;
  readonly message: string;
  readonly failure: Failure | null;
  readonly text: Text | null;
  readonly limit: LimitName | null;
}

export interface Report {
  readonly tests: readonly {
    readonly name: string;
    readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
    readonly errors: readonly ReportedError[];
  }[];
  /** Errors outside any test: the file could not be loaded, a hook failed, a promise was rejected. */
  readonly errors: readonly ReportedError[];
}

/** A report, or `null` when what came is not one. */
export function parseReport(value: unknown): Report | null {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : null;
}
