/**
 * A scenario from text, or everything that is wrong with it, each with its place.
 * Next: ../scenarios/closing.ts
 */
import type { Scenario } from '../scenario.ts';
import { readJson, type Located } from './located.ts';
import { meaningFindings } from './meaning.ts';
import type { Finding, Problem } from './problem.ts';
import { asScenario } from './schema.ts';
import { shapeFindings } from './shape.ts';

export type ParsedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  /** In the order of the text. */
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** `fileName` is only what the problems say: `close.json:3:14`. */
export function parseScenario(text: string, fileName: string): ParsedScenario {
  const json = readJson(text.replace(/^\uFEFF/, ''), fileName);
  if ('message' in json) return { ok: false, problems: [json] };
  const problems = [...repeatedKeys(json, fileName), ...locate(json, fileName, findingsOf(json.value))];
  if (problems.length > 0) return { ok: false, problems: problems.sort(byPlace) };
  return { ok: true, scenario: asScenario(json.value as Parameters<typeof asScenario>[0]) };
}

/** Meaning is looked for only in what has the right shape. */
function findingsOf(value: unknown): Finding[] {
  const findings = shapeFindings(value);
  return findings.length > 0 ? findings : meaningFindings(value as Scenario);
}

const locate = (json: Located, file: string, findings: readonly Finding[]): Problem[] =>
  findings.map(({ path, at, message, help }) => ({ file, ...json.placeOf(path, at), message, help }));

const repeatedKeys = (json: Located, file: string): Problem[] =>
  json.repeated.map(({ place, key }) => ({
    file,
    ...place,
    message: `"${key}" stands twice in one object`,
    help: 'Take one away: only the last would count.',
  }));

const byPlace = (a: Problem, b: Problem): number => a.line - b.line || a.column - b.column;
