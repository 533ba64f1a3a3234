/**
 * Reading exercise.json: the schema, and every problem with its line and column.
 * Next: json-place.ts (from a path inside the value to a line)
 */
import * as v from 'valibot';
import { jsonPlaces, type JsonPlaces } from './json-place.ts';
import { DEFAULT_LIMITS, type Manifest } from './manifest.ts';

/** What is wrong with a file from outside, where, and what to do about it. `line` and `column` count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly help: string;
}

export type ManifestResult =
  { readonly ok: true; readonly manifest: Manifest } | { readonly ok: false; readonly problems: readonly Problem[] };

const sentence = v.pipe(v.string('must be a string'), v.trim(), v.nonEmpty('must not be empty'));
const text = v.strictObject({ en: sentence, 'zh-Hans': sentence });
const count = (name: string, most: number) =>
  v.pipe(v.number(`must be a number of ${name}`), v.integer('must be whole'), v.minValue(1), v.maxValue(most));
const limit = (name: keyof typeof DEFAULT_LIMITS, unit: string, most: number) =>
  v.optional(count(unit, most), DEFAULT_LIMITS[name]);

const limits = v.strictObject({
  callMs: limit('callMs', 'ms', 60_000),
  loadMs: limit('loadMs', 'ms', 60_000),
  totalMs: limit('totalMs', 'ms', 600_000),
  cpuSeconds: limit('cpuSeconds', 'seconds', 600),
  memoryMB: limit('memoryMB', 'MB', 4_096),
  outputBytes: limit('outputBytes', 'bytes', 16 * 1024 * 1024),
  replyBytes: limit('replyBytes', 'bytes', 4 * 1024 * 1024),
});

const schema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^\d\d-[a-z0-9]+(-[a-z0-9]+)*$/, 'must look like 08-time-wait')),
  title: text,
  lesson: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be the page name of a lesson: time-wait')),
  objective: text,
  minutes: count('minutes', 600),
  points: count('points', 1_000),
  weights: v.record(sentence, v.pipe(v.number('must be a number of points'), v.minValue(0))),
  kind: v.picklist(['function', 'program'], 'must be "function" or "program"'),
  subject: v.pipe(v.string(), v.regex(/^src\/[a-z0-9]+(-[a-z0-9]+)*\.ts$/, 'must look like src/time-wait.ts')),
  exports: v.pipe(
    v.array(v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9]*$/, 'must be the name of a function'))),
    v.minLength(1, 'must name at least one function'),
    v.check((names) => new Set(names).size === names.length, 'must not name a function twice'),
  ),
  places: v.pipe(
    v.array(v.picklist(['terminal', 'browser', 'os', 'interpreter'], 'must be terminal, browser, os or interpreter')),
    v.check((places) => places.includes('terminal'), 'must include "terminal"'),
  ),
  starterPasses: v.optional(v.array(sentence), []),
  withoutLadder: v.optional(v.union([v.literal(true), v.array(sentence)], 'must be true or a list of tests'), []),
  version: count('changes', 1_000_000),
  limits: v.optional(limits, DEFAULT_LIMITS),
});

/** A manifest, or everything that is wrong with it. `fileName` is only repeated in the problems. */
export function parseManifest(source: string, fileName: string): ManifestResult {
  const json = jsonPlaces(source);
  if (!json.ok) {
    const { line, column, message } = json;
    return { ok: false, problems: [{ file: fileName, line, column, message, help: 'Correct the JSON syntax.' }] };
  }
  const parsed = v.safeParse(schema, json.value);
  const problems = parsed.success
    ? consistency(parsed.output, json, fileName)
    : parsed.issues.map((issue) => problemOf(issue, json, fileName));
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, manifest: deepFreeze(parsed.output) };
}

type Issue = v.InferIssue<typeof schema>;
type Path = readonly (string | number)[];

function problemOf(issue: Issue, json: JsonPlaces, file: string): Problem {
  const path = (issue.path ?? []).map((step) => step.key as string | number);
  const where = path.length === 0 ? 'exercise.json' : path.join('.');
  const unknown = issue.expected === 'never';
  const missing = issue.input === undefined && !unknown;
  const message = missing
    ? `${where} is missing`
    : unknown
      ? `${where} is not a field of exercise.json`
      : `${where} ${issue.message.startsWith('must') ? issue.message : `is wrong: ${issue.message}`}`;
  const help = unknown ? 'Remove it, or correct its spelling.' : missing ? 'Add it.' : `Change ${where}.`;
  return { file, ...json.placeOf(path), message, help };
}

/** What one field says about another. */
function consistency(manifest: Manifest, json: JsonPlaces, file: string): Problem[] {
  const problems: Problem[] = [];
  const add = (path: Path, message: string, help: string): void => {
    problems.push({ file, ...json.placeOf(path), message, help });
  };
  const sum = Object.values(manifest.weights).reduce((total, weight) => total + weight, 0);
  if (sum !== manifest.points) {
    add(['weights'], `weights add up to ${sum}, but points is ${manifest.points}`, 'Make the two agree.');
  }
  for (const field of ['starterPasses', 'withoutLadder'] as const) {
    const names = manifest[field];
    if (names === true) continue;
    names.forEach((name, index) => {
      if (!Object.hasOwn(manifest.weights, name)) {
        add([field, index], `${field} names a test without a weight: ${name}`, 'Use its full name.');
      }
    });
  }
  manifest.places.forEach((place, index) => {
    if (manifest.kind === 'program' && (place === 'browser' || place === 'interpreter')) {
      add(['places', index], `a program cannot run in the place ${place}`, 'Leave terminal and os only.');
    }
  });
  return problems;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
