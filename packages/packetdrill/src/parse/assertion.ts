/**
 * `%{ assert tcpi_state == TCP_ESTABLISHED, tcpi_state; assert 1 < tcpi_rto <= 200 * 1000 and not tcpi_probes }%`
 * packetdrill hands such code to Python; here it is the part of Python that compares numbers: arithmetic, chained
 * comparisons, `and`, `or`, `not`. Anything else is refused.
 * Next: shell.ts
 */
import type { Place } from './problem.ts';
import { unsupported } from './problem.ts';
import { FIELD_NAMES, isField, numberNamed } from './tcp-info-names.ts';

export type Condition =
  | { readonly type: 'number'; readonly value: number }
  /** A field of tcp_info (`tcpi_state`) or a constant (`TCPI_TIME_WAIT`). */
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'not' | 'minus'; readonly of: Condition }
  | { readonly type: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly type: 'arithmetic'; readonly operator: Arithmetic; readonly left: Condition; readonly right: Condition }
  /** `a < b <= c` holds when each neighbouring pair does. */
  | { readonly type: 'compare'; readonly operands: readonly Condition[]; readonly operators: readonly Comparator[] };

const COMPARATORS = ['==', '!=', '<=', '>=', '<', '>'] as const;
export type Comparator = (typeof COMPARATORS)[number];
const SUMS = ['+', '-'] as const;
const PRODUCTS = ['*', '//', '/', '%', '&'] as const;
export type Arithmetic = (typeof SUMS)[number] | (typeof PRODUCTS)[number];

/** One `assert`. */
export interface Assertion {
  readonly text: string;
  readonly condition: Condition;
}

const HELP = 'Only comparisons of numbers are evaluated: assert tcpi_NAME == NUMBER, joined by "and", "or", "not".';
const KNOWN = `Known: ${FIELD_NAMES.join(', ')}, and states as TCP_ESTABLISHED or TCPI_TIME_WAIT.`;

/** All assertions of a piece of code, in order. `place` is where the code begins. */
export function parseAssertions(code: string, place: Place): Assertion[] {
  const statements = withoutComments(code)
    .replace(/\\\s*\n/g, ' ')
    .split(/[;\n]/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  if (statements.length === 0) throw unsupported(place, 'code that asserts nothing', HELP);
  return statements.map((statement) => parseStatement(statement, place));
}

const withoutComments = (code: string): string => code.replace(/#.*$/gm, '');

function parseStatement(statement: string, place: Place): Assertion {
  const asserted = /^assert\b\s*(.*)$/s.exec(statement)?.[1];
  if (asserted === undefined) throw unsupported(place, `the Python code '${statement}'`, HELP);
  const reader = new ConditionReader(asserted, place);
  const condition = reader.disjunction();
  // Behind a comma stands what Python would print.
  if (reader.next() !== '' && reader.next() !== ',')
    throw unsupported(place, `the condition '${asserted.replace(/,.*$/s, '').trim()}'`, HELP);
  return { text: asserted.replace(/,[^,]*$/s, '').trim(), condition };
}

const TOKEN = /\s*([A-Za-z_]\w*|0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?|[=!<>]=|\/\/|[-+*/%&<>(),])/y;

class ConditionReader {
  readonly #tokens: string[] = [];
  readonly #text: string;
  readonly #place: Place;
  #at = 0;

  constructor(text: string, place: Place) {
    this.#text = text;
    this.#place = place;
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.trimEnd().length) {
      const found = TOKEN.exec(text);
      if (found === null) {
        if (this.#tokens.includes(',')) break;
        throw this.#refused();
      }
      this.#tokens.push(found[1]!);
    }
  }

  next(): string {
    return this.#tokens[this.#at] ?? '';
  }

  disjunction(): Condition {
    return this.#joined('or', () => this.#joined('and', () => this.#negation()));
  }

  #joined(type: 'and' | 'or', part: () => Condition): Condition {
    const parts = [part()];
    while (this.#accept(type)) parts.push(part());
    return parts.length === 1 ? parts[0]! : { type, parts };
  }

  #negation(): Condition {
    return this.#accept('not') ? { type: 'not', of: this.#negation() } : this.#comparison();
  }

  #comparison(): Condition {
    const operands = [this.#sum()];
    const operators: Comparator[] = [];
    for (let operator = this.#one(COMPARATORS); operator !== null; operator = this.#one(COMPARATORS)) {
      operators.push(operator);
      operands.push(this.#sum());
    }
    return operators.length === 0 ? operands[0]! : { type: 'compare', operands, operators };
  }

  #sum(): Condition {
    return this.#chained(SUMS, () => this.#chained(PRODUCTS, () => this.#operand()));
  }

  #chained<T extends Arithmetic>(operators: readonly T[], part: () => Condition): Condition {
    let left = part();
    for (let operator = this.#one(operators); operator !== null; operator = this.#one(operators))
      left = { type: 'arithmetic', operator, left, right: part() };
    return left;
  }

  #operand(): Condition {
    if (this.#accept('-')) return { type: 'minus', of: this.#operand() };
    if (this.#accept('(')) {
      const inner = this.disjunction();
      if (!this.#accept(')')) throw this.#refused();
      return inner;
    }
    const token = this.next();
    this.#at += 1;
    if (/^\d/.test(token)) return { type: 'number', value: Number(token) };
    if (isField(token) || numberNamed(token, 'linux') !== null) return { type: 'name', name: token };
    if (/^[A-Za-z_]\w*$/.test(token)) throw unsupported(this.#place, `'${token}' in an assertion`, KNOWN);
    throw this.#refused();
  }

  #accept(token: string): boolean {
    if (this.next() !== token) return false;
    this.#at += 1;
    return true;
  }

  #one<T extends string>(tokens: readonly T[]): T | null {
    const found = tokens.find((token) => token === this.next()) ?? null;
    if (found !== null) this.#at += 1;
    return found;
  }

  #refused(): Error {
    return unsupported(this.#place, `the condition '${this.#text.replace(/,.*$/s, '').trim()}'`, HELP);
  }
}
