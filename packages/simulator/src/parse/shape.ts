/**
 * What the schema says against a value, as findings: one a mistake, in words, with what to do.
 * Next: meaning.ts
 */
import * as v from 'valibot';
import type { Finding, Path } from './problem.ts';
import { scenarioSchema } from './schema.ts';
import { didYouMean, nearest } from './suggest.ts';

type Schema = v.GenericSchema;
type Issue = v.BaseIssue<unknown>;

export function shapeFindings(value: unknown): Finding[] {
  return findingsOf(scenarioSchema, value, []);
}

function findingsOf(schema: Schema, value: unknown, root: Path): Finding[] {
  const { issues = [] } = v.safeParse(schema, value);
  const unknownKeys = issues.filter((issue) => issue.expected === 'never').map(pathOf);
  return issues.flatMap((issue) => {
    const path = [...root, ...pathOf(issue)];
    if (issue.type === 'union') {
      const chosen = schemaAt(schema, pathOf(issue), value);
      if (chosen !== null && chosen.type !== 'union') return findingsOf(chosen, issue.input, path);
    }
    return isMisspelt(issue, unknownKeys) ? [] : [{ ...describe(schema, value, issue), path }];
  });
}

const pathOf = (issue: Issue): Path => (issue.path ?? []).map(({ key }) => key as string | number);

/** A key that is missing because it is misspelt: the misspelt one is reported. */
function isMisspelt(issue: Issue, unknownKeys: readonly Path[]): boolean {
  if (issue.type !== 'strict_object' || issue.expected === 'never') return false;
  const path = pathOf(issue);
  const missing = String(path.at(-1));
  return unknownKeys.some(
    (other) =>
      other.length === path.length &&
      path.slice(0, -1).every((step, i) => step === other[i]) &&
      nearest(String(other.at(-1)), [missing]) !== null,
  );
}

type Said = Omit<Finding, 'path'>;

function describe(schema: Schema, value: unknown, issue: Issue): Said {
  const path = pathOf(issue);
  const key = String(path.at(-1) ?? 'scenario');
  const isKey =
    issue.path?.at(-1) !== undefined && 'origin' in issue.path.at(-1)! && issue.path.at(-1)!.origin === 'key';
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = keysOf(schemaAt(schema, path.slice(0, -1), value));
    return { at: 'key', message: `There is no key "${key}" here`, help: didYouMean(key, known) };
  }
  if (issue.received === 'undefined') {
    return { at: 'value', message: `"${key}" is missing`, help: helpFor(issue, key) };
  }
  if (isKey) {
    const help = 'A host has at most 40 characters, and none of space : > # , ( ).';
    return { at: 'key', message: `"${key}" is no name`, help };
  }
  return { at: 'value', message: messageFor(issue, key), help: helpFor(issue, key) };
}

function messageFor(issue: Issue, key: string): string {
  const label = /^\d+$/.test(key) ? 'This' : `"${key}"`;
  switch (issue.type) {
    case 'picklist':
    case 'literal':
    case 'variant':
      return `${label} cannot be ${issue.received}`;
    case 'min_value':
      return `${label} must be at least ${String(issue.requirement)}`;
    case 'max_value':
      return `${label} must be at most ${String(issue.requirement)}`;
    case 'max_length':
      return `${label} is longer than ${String(issue.requirement)}`;
    case 'integer':
      return `${label} must be a whole number`;
    case 'regex':
      return `${label} is no name: ${issue.received}`;
    default:
      return `${label} must be ${kindOf(issue.expected)}, not ${kindOf(issue.received)}`;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  Object: 'an object',
  Array: 'a list',
  null: 'null',
  '(number | string)': 'a number or a text',
};

const kindOf = (said: string | null): string => KINDS[said ?? ''] ?? said ?? 'something else';

/** What each key means, for the reader who got it wrong. */
const HELP: Readonly<Record<string, string>> = {
  at: 'Milliseconds of virtual time, as a number: 100.',
  delay: 'Milliseconds of virtual time, as a number: 10.',
  by: 'Milliseconds of virtual time, as a number: 10.',
  until: 'Milliseconds of virtual time, as a number: 1000.',
  timeWait: 'Milliseconds of virtual time, as a number: 60000.',
  host: 'The name of one of "hosts".',
  socket: 'The script\'s own name for the socket: "socket": "a".',
  as: 'A name for what accept() gives: "as": "b".',
  port: 'A whole number from 1 to 65535.',
  from: 'In a call: the local port. In a fault: the name of the sending host.',
  version: 'Write "version": 1.',
  hosts: 'Write "hosts": {"A": {}, "B": {}}.',
  script: 'A list of calls: [{"at": 0, "host": "A", "call": …}].',
  between: 'The names of two hosts: "between": ["A", "B"].',
  loss: 'A chance from 0 (never) to 1 (always).',
  duplicate: 'A chance from 0 (never) to 1 (always).',
  reorder: 'A chance from 0 (never) to 1 (always).',
  packet: 'Which packets: {"from": "A", "flags": "FIN,ACK"}.',
};

function helpFor(issue: Issue, key: string): string {
  const words = [...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map(([, word]) => word!);
  const isChoice = issue.type === 'picklist' || issue.type === 'variant' || issue.type === 'literal';
  if (isChoice && words.length > 0 && issue.received !== 'undefined') {
    return didYouMean(issue.received.replaceAll('"', ''), words);
  }
  if (isChoice && words.length > 1) return `It can be: ${words.join(', ')}.`;
  return HELP[key] ?? 'The keys and their values are described in scenario.schema.json.';
}

/** The part of the schema that judges the part of the value at this path; null: the schema does not know it. */
function schemaAt(schema: Schema, path: Path, value: unknown): Schema | null {
  const chosen = choose(schema, value);
  const [step, ...rest] = path;
  if (chosen === null || step === undefined) return chosen;
  const inner = (value as Readonly<Record<string | number, unknown>> | null | undefined)?.[step];
  const next = childOf(chosen, step);
  return next === null ? null : schemaAt(next, rest, inner);
}

/** Of the alternatives, the one that the value means to be. */
function choose(schema: Schema, value: unknown): Schema | null {
  if (is(schema, 'exact_optional')) return choose((schema as unknown as { wrapped: Schema }).wrapped, value);
  const isAlternative = is(schema, 'variant') || is(schema, 'union');
  if (!isAlternative) return schema;
  const { options, key } = schema as unknown as { options: readonly Schema[]; key?: string };
  if (typeof value !== 'object' || value === null) return schema;
  if (key === undefined)
    return options.find((each) => 'program' in value === keysOf(each).includes('program')) ?? schema;
  const tag = (value as Readonly<Record<string, unknown>>)[key];
  return options.find((each) => v.is(childOf(each, key)!, tag)) ?? schema;
}

const is = (schema: Schema, type: string): boolean => schema.type === type;

function childOf(schema: Schema, step: string | number): Schema | null {
  const parts = schema as unknown as {
    readonly entries?: Readonly<Record<string, Schema>>;
    readonly value?: Schema;
    readonly item?: Schema;
    readonly items?: readonly Schema[];
  };
  if (parts.entries !== undefined) return Object.hasOwn(parts.entries, step) ? parts.entries[step]! : null;
  return parts.value ?? parts.item ?? parts.items?.[Number(step)] ?? null;
}

const keysOf = (schema: Schema | null): string[] =>
  Object.keys((schema as unknown as { entries?: object } | null)?.entries ?? {}).filter((key) => key !== '$schema');
