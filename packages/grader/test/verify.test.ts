/** `lastack verify`: a sound course is sound, and each way of being unsound is told. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { verifyExercises } from '../src/verify/verify-exercises.ts';
import { needsOs } from './needs-os.ts';
import { SLOW } from './places.ts';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));
/** Inside the package, so that a copied exercise finds what it imports. */
const COPIES = fileURLToPath(new URL('../test-results/courses', import.meta.url));
const os = await needsOs();
afterAll(() => rmSync(COPIES, { recursive: true, force: true }));

const ID = '90-next-number';
const STARTER = `exercises/${ID}/src/next-number.ts`;
const TEST = `exercises/${ID}/next-number.test.ts`;
const REFERENCE = `solutions/${ID}/next-number.ts`;
const MUTANT = `solutions/${ID}/mutants/never-wraps.ts`;
interface Course {
  readonly root: string;
  write(file: string, text: string): void;
  edit(file: string, change: (text: string) => string): void;
}

function copyOf(): Course {
  mkdirSync(COPIES, { recursive: true });
  const root = mkdtempSync(path.join(COPIES, 'course-'));
  for (const folder of ['exercises', 'solutions']) {
    cpSync(path.join(FIXTURES, folder, ID), path.join(root, folder, ID), { recursive: true });
  }
  // It names the one at the root of the house.
  rmSync(path.join(root, 'exercises', ID, 'tsconfig.json'));
  const write = (file: string, text: string): void => writeFileSync(path.join(root, file), text);
  return { root, write, edit: (file, change) => write(file, change(readFileSync(path.join(root, file), 'utf8'))) };
}

async function problemsOf(change: (course: Course) => void): Promise<string[]> {
  const course = copyOf();
  change(course);
  const { problems } = await verifyExercises({ root: course.root });
  return problems.map(({ file, line, text }) => `${file}:${line} ${text.en}`);
}

describe('verify', SLOW, () => {
  test('a sound course has no problem, and the matrix shows who kills whom', async () => {
    const { runs, problems, places } = await verifyExercises({ root: FIXTURES });
    expect(problems).toEqual([]);
    expect(places.map(({ place, checked }) => `${place} ${checked}`)).toEqual(['terminal true', `os ${os}`]);
    const matrix = runs
      .filter(({ place, exercise }) => place === 'terminal' && exercise === ID)
      .map(({ expected, verdict }) => [expected.kind, verdict.tests.map(({ state }) => state).join(' ')]);
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
      edit(`exercises/${ID}/exercise.json`, (s) => s.replace('"terminal", "os"', '"terminal"'));
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
});
