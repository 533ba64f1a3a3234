/**
 * JSON text as a value whose every part knows its line and column.
 * Next: suggest.ts
 */
import { parse, type Node, type ObjectNode, type ValueNode } from '@humanwhocodes/momoa';
import type { Path, Problem } from './problem.ts';

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Located {
  readonly value: unknown;
  /** Where a part begins: its value, or its key. What is not there stands where its nearest parent does. */
  placeOf(path: Path, at: 'key' | 'value'): Place;
  /** Keys that stand twice in one object, which JSON would silently let win. */
  readonly repeated: readonly { readonly place: Place; readonly key: string }[];
}

const DEEPEST = 32;
const LARGEST = 1_000_000;

/** The text as a value, or the one problem that keeps it from being read. */
export function readJson(text: string, file: string): Located | Problem {
  if (text.length > LARGEST) {
    const help = 'A scenario is a small world: generate large ones in code.';
    return { file, line: 1, column: 1, message: `The text is longer than ${LARGEST} characters`, help };
  }
  const brackets = scanBrackets(text);
  if (brackets.tooDeep !== null) {
    const help = 'A scenario needs five levels.';
    return { file, ...placeAt(text, brackets.tooDeep), message: `More than ${DEEPEST} levels of brackets`, help };
  }
  try {
    const { body } = parse(text, { mode: 'json' });
    return { value: JSON.parse(text), placeOf: (path, at) => find(body, path, at), repeated: repeatedKeys(body) };
  } catch (error) {
    return syntaxProblem(text, file, error, brackets.open);
  }
}

function syntaxProblem(text: string, file: string, error: unknown, open: readonly number[]): Problem {
  const offset = offsetOf(error) ?? 0;
  if (text.trim() === '') {
    return { file, line: 1, column: 1, message: 'The text is empty', help: 'Begin with {"version": 1, "hosts": …}.' };
  }
  const bracket = open.at(-1);
  if (bracket !== undefined && isLastToken(text, offset)) {
    const { line, column } = placeAt(text, bracket);
    const help = `The ${text[bracket]} of line ${line}, column ${column} is never closed.`;
    return { file, ...placeAt(text, text.trimEnd().length), message: 'The text ends too early', help };
  }
  const token = /^(?:"(?:[^"\\\n]|\\.)*"?|[-\w.+]+|.)/.exec(text.slice(offset))?.[0] ?? '';
  const message = token === '' ? 'The text ends too early' : `${token} was not expected here`;
  const help = helpFor(text, offset, token);
  return { file, ...placeAt(text, offset), message, help };
}

function helpFor(text: string, offset: number, token: string): string {
  const last = text.slice(0, offset).trimEnd().at(-1);
  if ((token === '}' || token === ']') && last === ',') return 'Take away the comma before it.';
  if (token.startsWith("'")) return 'JSON puts texts between double quotes.';
  if (token.startsWith('/')) return 'JSON has no comments; a call "note" writes one into the trace.';
  if (token.startsWith('"') && last !== undefined && /["\d}\]el]/.test(last))
    return 'Perhaps a comma is missing before it.';
  return 'The text must be JSON: https://www.json.org';
}

const offsetOf = (error: unknown): number | null =>
  error instanceof Error && 'offset' in error && typeof error.offset === 'number' ? error.offset : null;

/** Momoa names the last token it had when the text ends too early. */
const isLastToken = (text: string, offset: number): boolean =>
  /^(?:"(?:[^"\\]|\\.)*"?|[-\w.+]*|[[\]{}:,])\s*$/.test(text.slice(offset));

/** The brackets that are open at the end, by offset, and where they lie too deep. */
function scanBrackets(text: string): { readonly open: readonly number[]; readonly tooDeep: number | null } {
  const open: number[] = [];
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (inString) {
      if (c === '\\') i += 1;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '{' || c === '[') open.push(i);
    else if (c === '}' || c === ']') open.pop();
    if (open.length > DEEPEST) return { open, tooDeep: i };
  }
  return { open, tooDeep: null };
}

function placeAt(text: string, offset: number): Place {
  // Lines end as Momoa has them end, so that both name the same place.
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

function find(body: ValueNode, path: Path, at: 'key' | 'value'): Place {
  let node: ValueNode = body;
  let key: Node = body;
  for (const step of path) {
    if (node.type === 'Object') {
      const member = node.members.findLast(({ name }) => nameOf(name) === step);
      if (member === undefined) break;
      [key, node] = [member.name, member.value];
    } else if (node.type === 'Array') {
      const element = node.elements[Number(step)];
      if (element === undefined) break;
      key = node = element.value;
    } else break;
  }
  const { line, column } = (at === 'key' ? key : node).loc.start;
  return { line, column };
}

const nameOf = (name: ObjectNode['members'][number]['name']): string =>
  name.type === 'String' ? name.value : name.name;

function repeatedKeys(node: ValueNode): { place: Place; key: string }[] {
  if (node.type === 'Array') return node.elements.flatMap(({ value }) => repeatedKeys(value));
  if (node.type !== 'Object') return [];
  const seen = new Set<string>();
  return node.members.flatMap(({ name, value }) => {
    const key = nameOf(name);
    const { line, column } = name.loc.start;
    const here = seen.has(key) ? [{ place: { line, column }, key }] : [];
    seen.add(key);
    return [...here, ...repeatedKeys(value)];
  });
}
