/**
 * Conditions of an `assert`, evaluated. As in Python, what is not 0 holds.
 * Next: burst.ts
 */
import type { Arithmetic, Assertion, Comparator, Condition } from '../parse/assertion.ts';
import { isField, numberNamed } from '../parse/tcp-info-names.ts';
import type { Descriptors } from './descriptors.ts';
import { Difference } from './result.ts';
import type { Subject } from './subject.ts';
import { tcpInfo } from './tcp-info.ts';

/** Evaluates the assertions for the connection under test; throws the first that does not hold. */
export function checkAssertions(subject: Subject, descriptors: Descriptors, assertions: readonly Assertion[]): void {
  for (const { text, condition } of assertions) {
    const seen = new Map<string, number>();
    const ask = (name: string): number => {
      const value = isField(name) ? tcpInfo(subject, descriptors, name) : numberNamed(name, subject.profile)!;
      seen.set(name, value);
      return value;
    };
    if (evaluate(condition, ask) !== 0) continue;
    const got = [...seen].map(([name, value]) => `${name} is ${value}`).join(', ');
    throw new Difference('assertion', 'an assertion does not hold', { expected: text, got });
  }
}

type Ask = (name: string) => number;

function evaluate(condition: Condition, ask: Ask): number {
  switch (condition.type) {
    case 'number':
      return condition.value;
    case 'name':
      return ask(condition.name);
    case 'not':
      return evaluate(condition.of, ask) === 0 ? 1 : 0;
    case 'minus':
      return -evaluate(condition.of, ask);
    case 'and':
      return condition.parts.every((part) => evaluate(part, ask) !== 0) ? 1 : 0;
    case 'or':
      return condition.parts.some((part) => evaluate(part, ask) !== 0) ? 1 : 0;
    case 'arithmetic':
      return arithmetic(condition.operator, evaluate(condition.left, ask), evaluate(condition.right, ask));
    case 'compare': {
      const values = condition.operands.map((operand) => evaluate(operand, ask));
      return condition.operators.every((operator, index) => holds(values[index]!, operator, values[index + 1]!))
        ? 1
        : 0;
    }
  }
}

function arithmetic(operator: Arithmetic, left: number, right: number): number {
  if ((operator === '/' || operator === '//' || operator === '%') && right === 0)
    throw new Difference('assertion', 'an assertion divides by 0');
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '//':
      return Math.floor(left / right);
    case '%':
      return left - right * Math.floor(left / right);
    case '&':
      return left & right;
  }
}

function holds(left: number, operator: Comparator, right: number): boolean {
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    case '<':
      return left < right;
    case '>':
      return left > right;
  }
}
