/**
 * Asking a learner's function: the question is told, the form of the answer is checked, and in random cases the same
 * question is put twice. An answer that hangs on anything but the arguments cannot be explored, or graded.
 * Next: random.ts
 */
import type { Rule } from './rule.ts';
import type { Misfit, Of, Shape } from './shape.ts';
import type { Story } from './story.ts';
import { text, verbatim, type Text } from './text.ts';

export interface AskingOptions<Args extends readonly unknown[], S extends Shape<unknown>> {
  /** As it is called in the learner's file. */
  readonly name: string;
  readonly subject: (...args: Args) => unknown;
  readonly shape: S;
  readonly rules: { readonly answer: Rule; readonly memory: Rule };
  /** Put every question twice. */
  readonly twice?: boolean;
}

/** The function behind its border: answers with what fits the shape, or ends the story. */
export type Asked<Args extends readonly unknown[], Answer> = (story: Story, ...args: Args) => Answer;

export function asking<Args extends readonly unknown[], S extends Shape<unknown>>(
  options: AskingOptions<Args, S>,
): Asked<Args, Of<S>> {
  const { name, subject, shape, rules, twice = false } = options;
  return (story, ...args) => {
    const answer = subject(...args);
    const misfit = shape.misfit(answer);
    if (misfit !== null) story.fail(rules.answer, misfitTexts(misfit));
    if (twice) requireSame(story, rules.memory, answer, subject(...args), callText(name, args));
    return answer as Of<S>;
  };
}

/** `advance({ "sndNxt": 1 }, …)`, as one could write it down. */
export const callText = (name: string, args: readonly unknown[]): string =>
  `${name}(${args.map((argument) => JSON.stringify(argument)).join(', ')})`;

/** A value as a person reads it: one line of JSON with its fields in one order. */
export const plainText = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? 'undefined';

function requireSame(story: Story, rule: Rule, first: unknown, second: unknown, call: string): void {
  const [a, b] = [plainText(first), plainText(second)];
  if (a === b) return;
  story.tell(text(`${call}, twice in a row`, `连续两次调用 ${call}`));
  story.fail(rule, { expected: verbatim(a), got: verbatim(b) });
}

/** Both sides of what does not fit, and no more of the answer than that. */
function misfitTexts({ path, expected, got }: Misfit): { readonly expected: Text; readonly got: Text } {
  const value = plainText(got);
  if (path === '') return { expected: verbatim(expected), got: verbatim(value) };
  return {
    expected: verbatim(`answer${path}: ${expected}`),
    got: text(`answer${path} is ${value}`, `answer${path} 是 ${value}`),
  };
}
