/** `lastack grade`: a verdict for every submission, and results that do not change from run to run. */
import { probeOs } from '@lastack/grader';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHINESE, COURSE, lastack } from './lastack.ts';

const TRUSTED = ['--isolation', 'none', '--i-trust-these-submissions'];
let folder: string;
let submissions: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lastack-grade-'));
  submissions = join(folder, 'submissions');
  for (const learner of ['alice', 'bob', 'carol']) mkdirSync(join(submissions, learner), { recursive: true });
  cpSync(join(COURSE, 'solutions/01-segment-length/segment-length.ts'), join(submissions, 'alice/segment-length.ts'));
  const starter = 'exercises/01-segment-length/src/segment-length.ts';
  cpSync(join(COURSE, starter), join(submissions, 'bob', starter));
});
afterAll(() => rmSync(folder, { recursive: true }));

const out = (name: string): string => join(folder, name);

describe('grade', () => {
  test('right, not yet, nothing handed in: each has a verdict, so the exit code is 0', () => {
    const ran = lastack(['grade', submissions, '--exercise', '1', '--out', out('a'), ...TRUSTED]);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toMatch(
      /^LEARNER +POINTS +01-segment-length +WHY\nalice +3\/3 +passed\nbob +1\/3 +not yet +segment-length\/syn\ncarol +0\/3 +there was nothing to run +nothing was handed in: /,
    );
    expect(ran.out).toMatch(/\nResults {2}\/.*\/a\/results\.json\n$/);
  });

  test('graded again, in Chinese and as JSON, it is the same to the last character', () => {
    const file = (name: string) => readFileSync(join(out(name), 'results.json'), 'utf8');
    const ran = lastack(['grade', submissions, '--exercise', '1', '--out', out('b'), '--json', ...TRUSTED], {
      env: CHINESE,
    });
    expect(ran.code).toBe(0);
    expect(file('b')).toBe(file('a'));
    expect(JSON.parse(ran.out)).toEqual(JSON.parse(file('b')));
  });

  test('under os isolation, or exit code 3 and what the machine lacks', async () => {
    const os = await probeOs();
    const ran = lastack(['grade', submissions, '--exercise', '1', '--out', out('c')]);
    if (os.ok) expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/alice +3\/3 +passed/) });
    else expect(ran).toMatchObject({ code: 3, out: '', err: expect.stringContaining(os.command) });
  });
});

describe('what is wrong with a call', () => {
  const grade = (...args: string[]) => lastack(['grade', ...args]);

  test.each([
    [['SUBMISSIONS'], /needs --out DIR/],
    [['none', '--out', 'OUT'], /is not a folder/],
    [['EMPTY', '--out', 'OUT', ...TRUSTED], /no submissions: .* holds no folder/],
    [
      ['SUBMISSIONS', '--out', 'OUT', '--isolation', 'prayer'],
      /no isolation "prayer"\. There are: os, interpreter, none\./,
    ],
    [['SUBMISSIONS', '--out', 'OUT', '--isolation', 'none'], /add --i-trust-these-submissions/],
    [['SUBMISSIONS', '--out', 'OUT', '--workers', 'many'], /--workers many: give a whole number/],
    [['SUBMISSIONS', '--out', 'OUT', '--exercise', '9'], /no exercise "9"/],
    [['SUBMISSIONS', '--out', 'SUBMISSIONS/results', ...TRUSTED], /choose another folder for --out/],
  ])('%j', (args, message) => {
    mkdirSync(join(folder, 'empty'), { recursive: true });
    writeFileSync(join(folder, 'empty/notes.txt'), '');
    const places = (word: string) =>
      word.replace('SUBMISSIONS', submissions).replace('EMPTY', join(folder, 'empty')).replace('OUT', out('d'));
    const ran = grade(...args.map(places));
    expect(ran.err).toMatch(/^lastack: [^\n]*\n$/);
    expect(ran.err).toMatch(message);
    expect([ran.code, ran.out]).toEqual([2, '']);
  });
});
