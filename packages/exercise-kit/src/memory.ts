/**
 * A learner's function that remembers what it was asked: for an exhaustive check, which puts the same few questions
 * tens of thousands of times. Every question that crosses the border to another process costs time; so it is counted.
 * Next: plain-segment.ts
 */
import type { Rule } from './rule.ts';
import { Story } from './story.ts';
import { text } from './text.ts';

/** Different questions that one test file may put to a function in all its exhaustive checks. */
export const MOST_QUESTIONS = 5_000;

export interface RememberOptions {
  /** Broken when there seems to be no end of questions: the connection never comes back to where it was. */
  readonly rule: Rule;
  readonly most?: number;
}

/** The same function, each different question put once. `questions()` says how many there have been. */
export function remembered<Args extends readonly unknown[], Answer>(
  subject: (...args: Args) => Answer,
  { rule, most = MOST_QUESTIONS }: RememberOptions,
): ((...args: Args) => Answer) & { readonly questions: () => number } {
  const answers = new Map<string, Answer>();
  const ask = (...args: Args): Answer => {
    const question = JSON.stringify(args);
    const known = answers.get(question);
    if (known !== undefined) return known;
    if (answers.size >= most) noEnd(rule, most);
    const answer = subject(...args);
    answers.set(question, answer);
    return answer;
  };
  return Object.assign(ask, { questions: () => answers.size });
}

function noEnd(rule: Rule, most: number): never {
  return new Story({
    before: [
      text(
        'your function is asked about every situation that two ends and a network can come to',
        '把两端和网络能走到的每种局面都拿来问你的函数',
      ),
    ],
  }).fail(rule, {
    expected: text('a few thousand different situations at most', '不同的局面最多几千种'),
    got: text(`more than ${most}: what it answers leads to ever new ones`, `超过 ${most} 种：它的答案总是引出新的局面`),
  });
}
