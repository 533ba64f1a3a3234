/**
 * The rules of one exercise, each written once: a failure's code, section, lesson and advice come from here.
 * Next: story.ts
 */
import type { LessonName } from './lesson.ts';
import type { Rule } from './rule.ts';
import { text } from './text.ts';

export interface BookOptions {
  /** What every code begins with: `time-wait` makes `time-wait/rearm` of `rearm`. */
  readonly prefix: string;
  /** The lesson of every rule that names no other. */
  readonly lesson: LessonName;
}

export type Entry = Pick<Rule, 'rule' | 'section' | 'look'> & { readonly lesson?: LessonName };

/** Rules by name: `{ oldText: { … } }` becomes the rule with code `prefix/old-text`. */
export function ruleBook<const Entries extends Readonly<Record<string, Entry>>>(
  { prefix, lesson }: BookOptions,
  entries: Entries,
): { readonly [name in keyof Entries]: Rule } {
  const rules = Object.entries(entries).map(([name, entry]) => [
    name,
    Object.freeze({
      lesson,
      ...entry,
      code: `${prefix}/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    }),
  ]);
  return Object.freeze(Object.fromEntries(rules)) as { readonly [name in keyof Entries]: Rule };
}

/** What every exercise of functions grades besides its subject: the form of an answer, and that nothing is kept. */
export const COMMON = {
  /** The answer has not the form that README.md gives. */
  answer: {
    rule: text('The answer has the form that README.md gives it.', '返回值的形式要和 README 里写的一致。'),
    section: 'README',
    look: text('what every path of your function returns', '函数每条路径的返回值'),
  },
  /** The same question, another answer. */
  memory: {
    rule: text(
      'The same arguments give the same answer: all that is remembered is in the arguments.',
      '参数相同，结果就相同：要记的东西都在参数里。',
    ),
    section: 'README',
    look: text('variables outside the function', '函数外面的变量'),
  },
} as const satisfies Readonly<Record<string, Entry>>;
