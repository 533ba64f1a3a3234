/** A folder of submissions: one verdict each, whatever they are; killed and resumed, nothing is lost or counted twice. */
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { exerciseHash } from '../src/grade/exercise-hash.ts';
import { gradeSubmissions, type Graded } from '../src/grade/grade-submissions.ts';
import { seedOf } from '../src/grade/seed.ts';
import { codeHash } from '../src/verify/course-hash.ts';
import { graderVersion, PACKAGE_VERSION } from '../src/version.ts';
import packageJson from '../package.json' with { type: 'json' };
import { needsOs } from './needs-os.ts';
import { fixture, SLOW, SOLUTION } from './places.ts';

const exercise = await fixture();
const os = await needsOs();
const FILE = exercise.manifest.subject;
const RIGHT = readFileSync(SOLUTION, 'utf8');
const WRONG = 'export const nextNumber = () => ({ next: 110 });';

/** Files by their path inside a new folder. */
function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'lastack-test-'));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, 'in', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return root;
}

async function grade(
  root: string,
  more: { seed?: string } = {},
): Promise<{ said: string[]; graded: Graded[]; results: string }> {
  const graded: Graded[] = [];
  const options = { submissions: path.join(root, 'in'), out: path.join(root, 'out'), isolation: 'os' as const };
  const { submissions } = await gradeSubmissions({
    ...options,
    ...more,
    exercises: [exercise],
    onVerdict: (g) => graded.push(g),
  });
  const said = submissions.map(({ learner, score, verdicts: [v] }) => `${learner}: ${v?.outcome} ${score} ${v?.message?.en ?? ''}`.trim()); // prettier-ignore
  return { said, graded, results: readFileSync(path.join(root, 'out/results.json'), 'utf8') };
}

const journalOf = (root: string): string => path.join(root, 'out/journal.jsonl');

describe.skipIf(!os)('grade', SLOW, () => {
  test('the five, and every layout, get their verdicts', async () => {
    const root = folderOf({
      [`ann/exercises/90-next-number/${FILE}`]: RIGHT,
      [`ben/90-next-number/${FILE}`]: WRONG,
      [`cat/${FILE}`]: 'export const nextNumber = (: number) => 1;',
      'dan/next-number.ts': 'export const nextNumber = () => { for (;;); };',
      'eve/next-number.ts': 'process.exit(0);\nexport const nextNumber = () => ({ next: 110 });',
      'fay/readme.txt': 'I did nothing',
      'roster.csv': 'ann,ben',
      '.DS_Store': '',
    });
    const { said, results } = await grade(root);
    expect(said).toEqual([
      'ann: passed 4',
      'ben: failed 1',
      expect.stringMatching(/^cat: invalid 0 src\/next-number\.ts:1:\d+ does not compile/),
      'dan: limit 0 Stopped: it took longer than 0.5 s. Is there a loop that never ends?',
      'eve: failed 0',
      expect.stringMatching(/^fay: invalid 0 nothing was handed in: there is no exercises\/90-next-number/),
    ]);
    expect(JSON.parse(results)).toMatchObject({
      schema: 'lastack/results/v1',
      isolation: { level: 'os' },
      outcomes: { passed: 1, failed: 2, invalid: 2, limit: 1, infrastructure: 0 },
      ignored: ['roster.csv'],
    });
  });

  test('what would lead out of its folder, or is no file, is refused and never stops the rest', async () => {
    const root = folderOf({
      'alice/next-number.ts': RIGHT,
      'bob/src/other.ts': '',
      'carol/next-number.ts': 'x'.repeat(300 * 1024),
      'dave/next-number.ts': Buffer.from([0xff, 0xfe, 0x00]),
      'erin/next-number.ts/x': 'a folder of that name',
      'frank/src/next-number.ts': RIGHT,
      'frank/src/Next-Number.ts': WRONG,
      'grace.zip': 'PK',
      'heidi/next-number.ts': RIGHT,
      'heidi.zip': 'PK',
      'outside/next-number.ts': RIGHT,
    });
    symlinkSync('/etc/passwd', path.join(root, 'in/bob', FILE));
    symlinkSync(path.join(root, 'in/outside'), path.join(root, 'in/ivan'));
    mkdirSync(path.join(root, 'in/judy'));
    symlinkSync(path.join(root, 'in/outside'), path.join(root, 'in/judy/src'));
    const { said } = await grade(root);
    expect(said).toEqual([
      'alice: passed 4',
      'bob: invalid 0 src/next-number.ts is a link: links are refused',
      'carol: invalid 0 next-number.ts is larger than 256 KB',
      'dave: invalid 0 next-number.ts is not text in UTF-8',
      'erin: invalid 0 next-number.ts is not a regular file',
      'frank: invalid 0 next-number.ts and Next-Number.ts differ only in case',
      'grace: invalid 0 zip files are not supported yet: unpack it into a folder',
      'heidi: invalid 0 there are two submissions named heidi',
      'ivan: invalid 0 ivan is a link: links are refused',
      'judy: invalid 0 src is a link: links are refused',
      'outside: passed 4',
    ]);
  });

  test('a batch that was killed goes on, with the same results to the octet', async () => {
    const root = folderOf({ 'ann/next-number.ts': RIGHT, 'ben/next-number.ts': WRONG, 'cy/next-number.ts': RIGHT });
    const whole = await grade(root);
    const lines = readFileSync(journalOf(root), 'utf8').split('\n');
    // Killed in the middle of the second line.
    writeFileSync(journalOf(root), `${lines[0]}\n${lines[1]?.slice(0, 40)}`);
    const resumed = await grade(root);
    expect(resumed.results).toBe(whole.results);
    const records = readFileSync(journalOf(root), 'utf8').trim().split('\n').map((line) => JSON.parse(line).learner); // prettier-ignore
    expect(records.toSorted()).toEqual(['ann', 'ben', 'cy']);
    const again = await grade(root);
    expect(again.graded.every(({ known }) => known)).toBe(true);
    expect(readFileSync(journalOf(root), 'utf8').trim().split('\n')).toHaveLength(3);
  });

  test('the first record of a key wins, and a fault of the machine is tried again', async () => {
    const root = folderOf({ 'ann/next-number.ts': RIGHT });
    await grade(root);
    const line = readFileSync(journalOf(root), 'utf8');
    appendFileSync(journalOf(root), line.replace('"score":4', '"score":0'));
    expect((await grade(root)).said).toEqual(['ann: passed 4']);
    writeFileSync(journalOf(root), line.replace('"outcome":"passed"', '"outcome":"infrastructure"'));
    expect((await grade(root)).said).toEqual(['ann: passed 4']);
  });

  test('another seed is another key; the results do not tell it', async () => {
    const root = folderOf({ 'ann/next-number.ts': RIGHT });
    await grade(root, { seed: 'the instructor alone knows' });
    const again = await grade(root, { seed: 'another' });
    expect(again.graded[0]?.known).toBe(false);
    expect(again.results).not.toMatch(/instructor|another/);
  });

  test('results among the submissions, or no submissions, are refused', async () => {
    const root = folderOf({ 'ann/next-number.ts': RIGHT });
    const at = (out: string, submissions = 'in') =>
      gradeSubmissions({ submissions: path.join(root, submissions), out: path.join(root, out), exercises: [exercise], isolation: 'os' }); // prettier-ignore
    await expect(at('in/out')).rejects.toThrow('the results would lie among the submissions');
    await expect(at('out', 'nowhere')).rejects.toThrow('is not a folder');
  });
});

describe('a seed', () => {
  test('is the HMAC of exercise and version: 32 bits, and each its own', () => {
    expect(seedOf('secret', { id: '08-time-wait', version: 1 })).toBe(0xcace39d6);
    expect(seedOf('secret', { id: '08-time-wait', version: 2 })).not.toBe(
      seedOf('secret', { id: '08-time-wait', version: 1 }),
    );
  });
});

describe('what an exercise is', () => {
  test('changes with its manifest, its tests and its grader/, and not with its starter or prose', () => {
    const files = { 'exercise.json': '{}', 'a.test.ts': '', 'grader/rules.ts': '', 'src/a.ts': '', 'README.md': '' };
    const hashOf = (change: Readonly<Record<string, string>>): string =>
      exerciseHash({ folder: path.join(folderOf({ ...files, ...change }), 'in') });
    const before = hashOf({});
    expect(hashOf({ 'src/a.ts': 'x', 'README.md': 'x' })).toBe(before);
    for (const file of ['exercise.json', 'a.test.ts', 'grader/rules.ts', 'grader/more/deep.ts']) {
      expect(hashOf({ [file]: 'x' })).not.toBe(before);
    }
  });
});

test("the grader's version is its package's and its code's", () => {
  expect(PACKAGE_VERSION).toBe(packageJson.version);
  expect(graderVersion()).toBe(`${packageJson.version}+${codeHash().slice(0, 12)}`);
});

describe('grade where there is no os isolation', SLOW, () => {
  test('functions are judged by the interpreter, and the results say so; a program waits for another machine', async () => {
    const echo = await fixture('91-echo');
    const root = folderOf({
      [`ann/90-next-number/${FILE}`]: RIGHT,
      [`ann/91-echo/${echo.manifest.subject}`]: 'export const serve = async () => ({ port: 0 });',
      [`ben/90-next-number/${FILE}`]: WRONG,
    });
    const { submissions, isolation, outcomes } = await gradeSubmissions({
      submissions: path.join(root, 'in'),
      out: path.join(root, 'out'),
      exercises: [exercise, echo],
      isolation: 'interpreter',
    });
    expect(isolation).toEqual({ level: 'interpreter', seccomp: false });
    expect(submissions.map(({ verdicts }) => verdicts.map(({ outcome, place }) => `${outcome} ${place}`))).toEqual([
      ['passed interpreter', 'needs-os-isolation interpreter'],
      ['failed interpreter', 'invalid interpreter'],
    ]);
    expect(outcomes.failed).toBe(1);
  });
});
