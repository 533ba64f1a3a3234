/**
 * The files of a new exercise. They are whole: the starter fails, the reference passes, the mutant is caught. What an
 * author must still write says TODO, and `lastack verify` lists every one that is left.
 */

export interface Names {
  /** `16-my-exercise` */
  readonly id: string;
  /** `my-exercise` */
  readonly name: string;
  /** `myExercise` */
  readonly subject: string;
  readonly lesson: string;
}

/** As the formatter leaves it: lists of words in one line. */
const json = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(/\[\s+("[^[\]]*")\s+\]/g, (_, words: string) => `[${words.replace(/\n\s+/g, ' ')}]`)}\n`;

const manifest = ({ id, name, subject, lesson }: Names): string =>
  json({
    id,
    title: { en: 'TODO: a title', 'zh-Hans': 'TODO：标题' },
    lesson,
    objective: { en: 'TODO: what one can do after it.', 'zh-Hans': 'TODO：做完之后会什么。' },
    minutes: 30,
    points: 1,
    weights: { 'TODO a topic > TODO the rule in a few words': 1 },
    kind: 'function',
    subject: `src/${name}.ts`,
    exports: [subject],
    places: ['terminal', 'browser', 'os', 'interpreter'],
    withoutLadder: true,
    version: 1,
  });

const packageJson = ({ id, name }: Names): string =>
  json({
    name: `@lastack/exercise-${id}`,
    version: '0.1.0',
    private: true,
    type: 'module',
    imports: { '#subject': `./src/${name}.ts` },
    scripts: { pretest: 'node ../../scripts/setup.mjs install', test: 'lastack test', typecheck: 'tsc -p .' },
    dependencies: { '@lastack/exercise-kit': '0.1.0' },
  });

const tsconfig = ({ id }: Names): string =>
  json({
    extends: '../../tsconfig.pure.json',
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
    include: ['src', 'grader', '*.ts', `../../solutions/${id}`],
  });

const grader = ({ name, subject, lesson }: Names): string => `/** TODO: what this grades. README.md states each rule. */
import { plainText, ruleBook, Story, text, verbatim } from '@lastack/exercise-kit';
import { describe, test } from 'vitest';
import { ${subject} } from '#subject';

// TODO: an entry for each rule that README.md states; each gets a mutant that breaks it.
const RULES = ruleBook(
  { prefix: '${name}', lesson: '${lesson}' },
  {
    rule: {
      rule: text('TODO: the rule in one sentence.', 'TODO：用一句话说清规则。'),
      section: 'TODO: RFC 9293 §…',
      look: text('TODO: where in one’s own code to look', 'TODO：该检查自己代码的哪里'),
    },
  },
);

describe('TODO a topic', () => {
  test('TODO the rule in a few words', () => {
    const story = new Story();
    story.tell(verbatim('${subject}(1)'));
    const got = ${subject}(1);
    if (got !== 2) story.fail(RULES.rule, { expected: verbatim('2'), got: verbatim(plainText(got)) });
  });
});
`;

const readme = ({ subject, name }: Names): string => `# TODO: a title

TODO: why it matters, in three sentences.

## What you write

\`${subject}(n)\` in \`src/${name}.ts\`. TODO: what goes in, what comes out.

## Rules

1. TODO: each rule that is graded, with its section.

## Example

TODO: one worked example.
`;

const readmeChinese = ({ subject, name }: Names): string => `# TODO：标题

TODO：为什么重要，三句话。

## 要写什么

\`src/${name}.ts\` 里的 \`${subject}(n)\`。TODO：输入什么，返回什么。

## 规则

1. TODO：逐条写出评分的规则和出处。

## 例子

TODO：一个完整的例子。
`;

const hints = `## 1

TODO: which idea is missing.

## 2

TODO: where to look, and at what.

## 3

TODO: the last step before the answer, not the answer.
`;

const hintsChinese = `## 1

TODO：缺的是哪个想法。

## 2

TODO：该看哪里，看什么。

## 3

TODO：离答案只差一步，但不是答案。
`;

const starter = ({ subject }: Names): string => `/** What it answers. RFC 9293. */
export function ${subject}(n: number): number {
  // TODO: the rules are in README.md.
  return 0;
}
`;

const reference = ({ subject }: Names): string => `// TODO: the right answer, as you would like it to be read.
export const ${subject} = (n: number): number => n + 1;
`;

const mutant = ({ name, subject }: Names): string => `// mutant: TODO what it gets wrong
// fails: TODO a topic > TODO the rule in a few words
// code: ${name}/rule
export const ${subject} = (n: number): number => n;
`;

/** Paths from the course's folder, and what stands there. */
export function filesOf(names: Names): Readonly<Record<string, string>> {
  const [exercise, solution] = [`exercises/${names.id}`, `solutions/${names.id}`];
  return {
    [`${exercise}/exercise.json`]: manifest(names),
    [`${exercise}/package.json`]: packageJson(names),
    [`${exercise}/tsconfig.json`]: tsconfig(names),
    [`${exercise}/README.md`]: readme(names),
    [`${exercise}/README.zh-Hans.md`]: readmeChinese(names),
    [`${exercise}/hints.md`]: hints,
    [`${exercise}/hints.zh-Hans.md`]: hintsChinese,
    [`${exercise}/src/${names.name}.ts`]: starter(names),
    [`${exercise}/${names.name}.test.ts`]: grader(names),
    [`${solution}/${names.name}.ts`]: reference(names),
    [`${solution}/mutants/unchanged.ts`]: mutant(names),
  };
}
