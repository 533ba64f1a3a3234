/** `lastack verify`: a sound course is sound, and each way of being unsound is told. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { verifyExercises } from '../src/verify/verify-exercises.ts';
import {
  copyOf,
  FIXTURES,
  ID,
  MANIFEST,
  MUTANT,
  REFERENCE,
  removeCourses,
  STARTER,
  TEST,
  type Course,
} from './courses.ts';
import { needsOs } from './needs-os.ts';
import { SLOW } from './places.ts';

const os = await needsOs();
afterAll(removeCourses);

async function problemsOf(change: (course: Course) => void): Promise<string[]> {
  const course = copyOf();
  change(course);
  const { problems } = await verifyExercises({ root: course.root, cache: null });
  return problems.map(({ file, line, text }) => `${file}:${line} ${text.en}`);
}

describe('verify', SLOW, () => {
  test('a sound course has no problem, and the matrix shows who kills whom', async () => {
    const { runs, problems, places, matrices } = await verifyExercises({ root: FIXTURES, cache: null });
    expect(problems).toEqual([]);
    expect(places.map(({ place, checked }) => `${place} ${checked}`)).toEqual([
      'terminal true',
      `os ${os}`,
      'interpreter true',
    ]);
    const matrix = runs
      .filter(({ place, exercise }) => place === 'terminal' && exercise === ID)
      .map(({ expected, verdict }) => [expected.kind, verdict.tests.map(({ state }) => state).join(' ')]);
    expect(matrices.find(({ exercise }) => exercise === ID)?.rows.map(({ cells }) => cells.join(' '))).toEqual([
      'failed failed failed',
      'passed passed passed',
      'passed passed passed',
      'passed killed passed',
      'passed passed killed',
    ]);
    expect(matrix).toEqual([
      ['starter', 'failed failed failed'],
      ['reference', 'passed passed passed'],
      ['variant', 'passed passed passed'],
      ['mutant', 'passed failed passed'],
      ['mutant', 'passed passed failed'],
    ]);
  });

  test('wrong answers that are not what they say, each told with its file', async () => {
    const problems = await problemsOf(({ root, write, edit }) => {
      edit(`exercises/${ID}/exercise.json`, (s) => s.replace('"terminal", "os", "interpreter"', '"terminal"'));
      const mutant = readFileSync(path.join(root, MUTANT), 'utf8');
      const another = (name: string, change: (text: string) => string): void =>
        write(`solutions/${ID}/mutants/${name}.ts`, change(mutant));
      another('survives', (s) => s.replace('sent.seq + ', '(sent.seq + ').replace(': 0) }', ': 0)) >>> 0 }'));
      another('dies-elsewhere', (s) => s.replace('the numbers go round at 2^32', 'a FIN takes one'));
      another('dies-otherwise', (s) => s.replace('next-number/round', 'next-number/fin'));
      another('has-no-header', (s) => s.slice(10));
      another('names-no-test', (s) => s.replace('2^32', '2^31'));
      write(`solutions/${ID}/variants/by-modulo.ts`, 'export const nextNumber = () => ({ next: 110 });');
      edit(STARTER, (s) => s.replace('sent.seq }', 'sent.seq + sent.length }'));
    });
    const says = (text: RegExp) => expect(problems.filter((problem) => text.test(problem))).toHaveLength(1);
    says(/mutants\/survives\.ts:1 survived, with all points\. It gets away with: the numbers grow for ever/);
    says(
      /dies-elsewhere\.ts:1 must fail at "a segment takes numbers > a FIN takes one", which is passed; caught by: .*round/,
    );
    says(/dies-otherwise\.ts:1 must break next-number\/fin at ".*round at 2\^32", but: next-number\/round/);
    says(/has-no-header\.ts:1 the first three lines of a mutant are/);
    says(/names-no-test\.ts:2 names a test that exercise\.json does not weigh/);
    says(/variants\/by-modulo\.ts:1 must pass, but is failed ".*a FIN takes one"/);
    says(/src\/next-number\.ts:1 the starter must have ".*one number per octet" failed, but it is passed/);
    expect(problems).toHaveLength(7);
  });

  test.each<[string, (course: Course) => void, RegExp]>([
    [
      'a starter that passes',
      ({ root }) => cpSync(path.join(root, REFERENCE), path.join(root, STARTER)),
      /must fail, but is: passed/,
    ],
    [
      'a starter that does not compile',
      ({ write }) => write(STARTER, '// TODO (\nexport ('),
      /must fail, but is: invalid/,
    ],
    [
      'a test file that cannot be loaded',
      ({ edit }) => edit(TEST, (s) => `import './gone.ts';\n${s}`),
      /not the submission: .*gone/,
    ],
  ])('%s', async (_, change, says) => {
    const problems = await problemsOf((course) => {
      change(course);
      rmSync(path.join(course.root, 'solutions'), { recursive: true });
    });
    expect(problems.join('\n')).toMatch(says);
  });

  test('files that are missing or too many', async () => {
    const problems = await problemsOf(({ root, write, edit }) => {
      rmSync(path.join(root, 'solutions'), { recursive: true });
      rmSync(path.join(root, `exercises/${ID}/README.zh-Hans.md`));
      edit(STARTER, (s) => s.replace('TODO', ''));
      edit(`exercises/${ID}/hints.md`, (s) => s.replace('## 3', ''));
      edit(`exercises/${ID}/package.json`, (s) => s.replace('./src/next-number.ts', './src/other.ts'));
      edit(`exercises/${ID}/exercise.json`, (s) => s.replace(ID, '92-other'));
      write(`exercises/${ID}/src/other.ts`, '');
      mkdirSync(path.join(root, 'exercises/93-empty'));
    });
    expect(problems.toSorted()).toEqual([
      'exercises/90-next-number/README.zh-Hans.md:1 missing, or without a heading',
      "exercises/90-next-number/exercise.json:1 the id 92-other is not the folder's name",
      'exercises/90-next-number/hints.md:1 hints have three levels, "## 1", "## 2" and "## 3", each with text',
      'exercises/90-next-number/package.json:1 package.json must say "imports": { "#subject": "./src/next-number.ts" }',
      'exercises/90-next-number/src/next-number.ts:1 the starter has no TODO',
      'exercises/90-next-number/src/other.ts:1 stray file: it belongs to no exercise',
      'exercises/93-empty:1 no exercise: there is no exercise.json in it',
      'solutions/92-other/mutants:1 no mutant: nothing shows that a mistake is caught',
      'solutions/92-other:1 there is no solution for this exercise',
    ]);
  });

  test('an exercise.json that is wrong, with its line', async () => {
    const problems = await problemsOf(({ edit }) =>
      edit(`exercises/${ID}/exercise.json`, (s) => s.replace('"points": 4', '"points": 5')),
    );
    expect(problems).toEqual([expect.stringMatching(/exercise\.json:\d+ weights add up to 4, but points is 5/)]);
  });

  const failure = (part: string): RegExp =>
    new RegExp(`^exercises/.*next-number\\.ts:1 the failure of ".*octet" ${part}`);

  test.each<[string, (course: Course) => void, RegExp]>([
    [
      'a starter that throws',
      ({ write }) => write(STARTER, "// TODO\nexport const nextNumber = () => { throw new Error('later'); };"),
      /the starter must fail ".*octet" by a rule of the exercise, but: nextNumber threw Error: later/,
    ],
    [
      'an assertion instead of a rule',
      ({ edit }) =>
        edit(TEST, (s) =>
          s.replace(
            '  throw new RuleBroken',
            "  throw new Error('expected true to be false');\n  throw new RuleBroken",
          ),
        ),
      failure('says "expected true to be false"'),
    ],
    [
      'a rule without Chinese',
      ({ edit }) => edit(TEST, (s) => s.replace(/[\p{Script=Han}，。：、]+/gu, 'the same')),
      failure('has the rule untranslated: '),
    ],
    [
      'a failure that has no steps',
      ({ edit }) => edit(TEST, (s) => s.replace(/tried: \[.*\]/, 'tried: []')),
      failure('does not say what was done'),
    ],
    [
      'a code of another form',
      ({ edit }) => edit(TEST, (s) => s.replace("'next-number/data'", "'Data'")),
      failure('has the code "Data", which is not like time-wait/rearm'),
    ],
    [
      'a failure without a ladder',
      ({ edit }) => edit(MANIFEST, (s) => s.replace('"withoutLadder": true,', '')),
      failure('has no ladder; where there are no packets'),
    ],
    [
      'a look that is empty',
      ({ edit }) => edit(TEST, (s) => s.replace("look: { en: 'nextNumber'", "look: { en: ''")),
      failure('has where to look empty in one language'),
    ],
    [
      'a title without Chinese',
      ({ edit }) => edit(MANIFEST, (s) => s.replace(', "zh-Hans": "下一个序列号"', '')),
      /exercise\.json:3 title\.zh-Hans is missing\. Add it\./,
    ],
    [
      'no objective',
      ({ edit }) => edit(MANIFEST, (s) => s.replace('"objective"', '"aim"')),
      /exercise\.json:1 objective is missing\. Add it\./,
    ],
    [
      'hints in one language',
      ({ root }) => rmSync(path.join(root, `exercises/${ID}/hints.zh-Hans.md`)),
      /hints\.zh-Hans\.md:1 the hints are missing/,
    ],
    [
      'an id twice',
      ({ root }) =>
        cpSync(path.join(root, `exercises/${ID}`), path.join(root, 'exercises/92-copy'), { recursive: true }),
      /exercises\/92-copy\/exercise\.json:1 the id 90-next-number is 90-next-number's/,
    ],
  ])('%s', async (_, change, says) => {
    const problems = await problemsOf((course) => {
      rmSync(path.join(course.root, 'solutions'), { recursive: true });
      change(course);
    });
    expect(problems).toContainEqual(expect.stringMatching(says));
  });

  test('points for no test, and a test without points', async () => {
    const problems = await problemsOf(({ root, edit }) => {
      edit(TEST, (s) => s.replace("it('a FIN takes one'", "it('a FIN takes two'"));
      rmSync(path.join(root, `solutions/${ID}/mutants`), { recursive: true });
    });
    expect(problems.filter((problem) => problem.startsWith(`${REFERENCE}:`) && !problem.includes('('))).toEqual([
      `${REFERENCE}:1 exercise.json gives no points to the test "a segment takes numbers > a FIN takes two"`,
      `${REFERENCE}:1 exercise.json gives points to "a segment takes numbers > a FIN takes one", which is no test of the file`,
    ]);
  });

  test('places that disagree', async () => {
    const problems = await problemsOf(({ root, write, edit }) => {
      edit(MANIFEST, (s) => s.replace('"terminal", "os", "interpreter"', '"terminal", "interpreter"'));
      rmSync(path.join(root, `solutions/${ID}/mutants`), { recursive: true });
      // What the language leaves to the engine: only QuickJS tells so little.
      write(
        REFERENCE,
        `export function nextNumber({ seq, length, fin }: any) {
  const v8 = /\\n +at .*\\n/.test(String(new Error().stack)) && !String(new Error().stack).startsWith(' ');
  return { next: v8 ? (seq + length + (fin ? 1 : 0)) >>> 0 : -1 };
}`,
      );
    });
    expect(problems).toContain(`${REFERENCE}:1 the terminal says passed, interpreter says failed (interpreter)`);
  });

  test('a folder with nothing but an empty exercise.json gets the whole list', async () => {
    const problems = await problemsOf(({ root }) => {
      rmSync(path.join(root, 'exercises', ID), { recursive: true });
      rmSync(path.join(root, 'solutions', ID), { recursive: true });
      mkdirSync(path.join(root, 'exercises/92-new'));
      writeFileSync(path.join(root, 'exercises/92-new/exercise.json'), '{}');
    });
    for (const part of [
      'id',
      'title',
      'lesson',
      'objective',
      'minutes',
      'points',
      'weights',
      'kind',
      'exports',
      'places',
    ])
      expect(problems).toContain(`exercises/92-new/exercise.json:1 ${part} is missing. Add it.`);
    for (const file of ['README.md', 'README.zh-Hans.md', 'hints.md', 'hints.zh-Hans.md', 'src/new.ts'])
      expect(problems).toContainEqual(expect.stringContaining(`exercises/92-new/${file}:1 `));
    expect(problems).toContain('exercises/92-new:1 an exercise has one test file, not 0');
    expect(problems).toContain('solutions/92-new:1 there is no solution for this exercise');
  });

  test('what did not change is known; a changed file, test or grader is not', async () => {
    const { root, edit } = copyOf();
    edit(MANIFEST, (s) => s.replace('"terminal", "os", "interpreter"', '"terminal"'));
    const known = async () => {
      const { runs, problems } = await verifyExercises({ root });
      expect(problems).toEqual([]);
      return runs.map((run) => run.known);
    };
    expect(await known()).toEqual([false, false, false, false, false]);
    expect(await known()).toEqual([true, true, true, true, true]);
    edit(REFERENCE, (s) => `${s}\n`);
    expect(await known()).toEqual([true, false, true, true, true]);
    edit(TEST, (s) => `${s}\n`);
    expect(await known()).toEqual([false, false, false, false, false]);
    writeFileSync(path.join(root, 'package-lock.json'), '{}');
    expect(await known()).toEqual([false, false, false, false, false]);
    expect(readdirSync(path.join(root, 'node_modules/.cache/lastack/verdicts'))).toHaveLength(5);
  });
});
