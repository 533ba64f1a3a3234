/**
 * What comes back from vitest's process, checked before anybody reads it: in the terminal a learner's code runs in the
 * worker that wrote it. The shape is the one of vitest/report.mjs.
 */
import * as v from 'valibot';
import type { Report, ReportedError } from '@lastack/runner';

export type { Report, ReportedError };

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

/** A report, or `null` when what came is not one. */
export function parseReport(value: unknown): Report | null {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : null;
}
