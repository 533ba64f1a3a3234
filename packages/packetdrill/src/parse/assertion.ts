/**
 * `%{ assert tcpi_state == TCP_ESTABLISHED, tcpi_state; assert tcpi_backoff <= 2 }%`
 * packetdrill hands such code to Python; here it is a small grammar of comparisons, and anything else is refused.
 * Next: shell.ts
 */
import type { Place } from './problem.ts';
import { unsupported } from './problem.ts';
import { FIELD_NAMES, isField, stateNamed } from './tcp-info-names.ts';

/** `left operator right`; several in one `assert` are joined by `and`. */
export interface Comparison {
  readonly left: Operand;
  readonly operator: Operator;
  readonly right: Operand;
}
export type Operand =
  | { readonly type: 'number'; readonly value: number }
  /** A field of tcp_info (`tcpi_state`) or a constant (`TCPI_TIME_WAIT`). */
  | { readonly type: 'name'; readonly name: string };

const OPERATORS = ['==', '!=', '<=', '>=', '<', '>'] as const;
export type Operator = (typeof OPERATORS)[number];

const HELP = 'Only comparisons are evaluated: assert tcpi_NAME == NUMBER, joined by "and", ";" or new lines.';
const KNOWN = `Known: ${FIELD_NAMES.join(', ')}, and states as TCP_ESTABLISHED or TCPI_TIME_WAIT.`;
const COMPARISON = /^\s*([\w.+-]+)\s*(==|!=|<=|>=|<|>)\s*([\w.+-]+)\s*$/;

/** All comparisons of a piece of code, in order. `place` is where the code begins. */
export function parseAssertions(code: string, place: Place): Comparison[] {
  const statements = withoutComments(code)
    .replace(/\\\s*\n/g, ' ')
    .split(/[;\n]/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  if (statements.length === 0) throw unsupported(place, 'code that asserts nothing', HELP);
  return statements.flatMap((statement) => parseStatement(statement, place));
}

const withoutComments = (code: string): string => code.replace(/#.*$/gm, '');

function parseStatement(statement: string, place: Place): Comparison[] {
  const asserted = /^assert\b\s*(.*)$/s.exec(statement)?.[1];
  if (asserted === undefined) throw unsupported(place, `the Python code '${statement}'`, HELP);
  const condition = asserted.replace(/,.*$/s, '').replace(/^\((.*)\)$/s, '$1');
  return condition.split(/\band\b/).map((part) => parseComparison(part, place));
}

function parseComparison(text: string, place: Place): Comparison {
  const found = COMPARISON.exec(text);
  if (found === null) throw unsupported(place, `the condition '${text.trim()}'`, HELP);
  const operator = OPERATORS.find((candidate) => candidate === found[2])!;
  return { left: parseOperand(found[1]!, place), operator, right: parseOperand(found[3]!, place) };
}

function parseOperand(text: string, place: Place): Operand {
  if (/^-?(0x[0-9a-fA-F]+|\d+)$/.test(text)) return { type: 'number', value: Number(text) };
  if (isField(text) || stateNamed(text) !== null) return { type: 'name', name: text };
  if (/^[A-Za-z_]\w*$/.test(text)) throw unsupported(place, `'${text}' in an assertion`, KNOWN);
  throw unsupported(place, `the expression '${text}'`, HELP);
}
