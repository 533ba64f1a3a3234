/** What a learner keeps: progress, backups. Killed at any moment, damaged, of another course or lastack: nothing is lost. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BIN, CHINESE, ENGLISH, lastack } from './lastack.ts';
import { clonedCourse, OwnCourse } from './own-course.ts';

const FILE = 'exercises/01-segment-length/src/segment-length.ts';
const SOLVED = `export const segmentLength = ({ text, syn, fin }) => text.length + Number(syn) + Number(fin);\n`;
const KEPT = '.lastack/progress.json';

describe('progress', () => {
  test('a pass is kept wherever it was seen; progress shows it', () => {
    const course = clonedCourse();
    const run = (...args: string[]) => lastack(args, { cwd: course.root });
    expect(run('progress')).toEqual({
      code: 0,
      err: '',
      out: '·  01-segment-length  The length of a segment  new\n·  02-next-number     The next number          new\n\n[>-----------------------------------------------------------] 0/2\n',
    });
    run('test', '1');
    course.write(FILE, SOLVED);
    expect(run('test', '1').code).toBe(0);
    expect(run('progress').out).toMatch(/^✓ {2}01-segment-length .* passed\n[^]* 1\/2\n$/);
    expect(JSON.parse(run('progress', '--json').out)).toMatchObject({
      passed: 1,
      total: 2,
      exercises: [{ id: '01-segment-length', standing: 'passed', attempts: 2, passedVersion: 1 }, { standing: 'new' }],
    });
    expect(lastack(['progress'], { cwd: course.root, env: CHINESE }).out).toMatch(
      /^✓ {2}01-segment-length .* 已通过\n/,
    );
  });

  test('a pass of an older version is shown as such', () => {
    const course = clonedCourse();
    course.write(FILE, SOLVED);
    lastack(['test', '1'], { cwd: course.root });
    const manifest = 'exercises/01-segment-length/exercise.json';
    course.write(manifest, course.read(manifest).replace('"version": 1', '"version": 2'));
    expect(lastack(['progress'], { cwd: course.root }).out).toMatch(
      /passed an older version: test it again\n[^]* 0\/2\n$/,
    );
  });

  test('an exercise that got another number keeps its progress; one that has gone keeps its entry', () => {
    const course = clonedCourse();
    course.write(FILE, SOLVED);
    lastack(['test'], { cwd: course.root });
    const move = (from: string, to: string): void => {
      const manifest = course.path('exercises', from, 'exercise.json');
      course.write(`exercises/${from}/exercise.json`, course.read(`exercises/${from}/exercise.json`).replace(from, to));
      expect(existsSync(manifest)).toBe(true);
      renameSync(course.path('exercises', from), course.path('exercises', to));
    };
    move('01-segment-length', '05-segment-length');
    rmSync(course.path('exercises/02-next-number'), { recursive: true });
    const { exercises } = JSON.parse(lastack(['progress', '--json'], { cwd: course.root }).out) as {
      exercises: object[];
    };
    expect(exercises).toMatchObject([{ id: '05-segment-length', standing: 'passed' }]);
    lastack(['hint', '5'], { cwd: course.root });
    expect(Object.keys(course.progress().exercises)).toEqual(['05-segment-length', '02-next-number']);
  });

  test('a file that was damaged is kept aside and named, and the course goes on', () => {
    const course = clonedCourse();
    mkdirSync(course.path('.lastack'));
    course.write(KEPT, '{"format":1,"current":"01-seg');
    const { code, err } = lastack(['progress'], { cwd: course.root });
    expect(code).toBe(0);
    expect(err).toMatch(/^\.lastack\/progress\.json was damaged: it is kept as \.lastack\/progress\.json\.damaged-1, /);
    expect(course.read(`${KEPT}.damaged-1`)).toBe('{"format":1,"current":"01-seg');
    course.write(KEPT, '[]');
    expect(lastack(['progress'], { cwd: course.root, env: CHINESE }).err).toContain('progress.json.damaged-2');
  });

  test('one of a newer lastack is not written over', () => {
    const course = clonedCourse();
    mkdirSync(course.path('.lastack'));
    course.write(KEPT, '{"format":2,"more":"than we know"}');
    expect(lastack(['progress'], { cwd: course.root }).err).toMatch(/newer lastack: update the course/);
    lastack(['hint', '1'], { cwd: course.root });
    lastack(['test', '2'], { cwd: course.root });
    expect(course.read(KEPT)).toBe('{"format":2,"more":"than we know"}');
  });
});

describe('killed in the middle of a write', () => {
  /** SIGKILLs its own process when half of a draft has been written. */
  const DIE = `
const fs = require('node:fs');
const { openSync, writeSync } = fs;
const drafts = new Set();
fs.openSync = (path, ...rest) => {
  const file = openSync(path, ...rest);
  if (String(path).endsWith('.draft')) drafts.add(file);
  return file;
};
fs.writeSync = (file, octets, ...rest) => {
  if (!drafts.has(file)) return writeSync(file, octets, ...rest);
  writeSync(file, octets.subarray(0, octets.length / 2));
  process.kill(process.pid, 'SIGKILL');
};
require('node:module').syncBuiltinESMExports();
`;

  test('what was kept before is still there, whole; the half draft is swept away by the next write', () => {
    const course = clonedCourse();
    lastack(['hint', '1'], { cwd: course.root });
    const before = course.read(KEPT);
    course.write('die.cjs', DIE);
    const { PATH } = process.env;
    const killed = spawnSync(process.execPath, ['--require', course.path('die.cjs'), BIN, 'hint', '1', '3'], {
      cwd: course.root,
      env: { PATH, ...ENGLISH },
    });
    expect(killed.signal).toBe('SIGKILL');
    expect(course.read(KEPT)).toBe(before);
    expect(readdirSync(course.path('.lastack'))).toHaveLength(2);
    expect(lastack(['hint', '1', '2'], { cwd: course.root }).err).toBe('');
    expect(course.progress().exercises['01-segment-length']).toMatchObject({ hints: 2 });
    expect(readdirSync(course.path('.lastack'))).toEqual(['progress.json']);
  });
});

describe('reset', () => {
  test('the starter again, from the course’s history; what was written is in a backup', () => {
    const course = clonedCourse();
    const starter = course.read(FILE);
    course.write(FILE, 'mine\n');
    course.commit('My own work');
    const { code, out } = lastack(['reset', '1'], { cwd: course.root });
    expect(code).toBe(0);
    const [, backup = ''] = /What you had is in (\.lastack\/backups\/01-segment-length\/\S+)/.exec(out) ?? [];
    expect([course.read(FILE), course.read(backup)]).toEqual([starter, 'mine\n']);
    expect(lastack(['reset'], { cwd: course.path('exercises/01-segment-length'), env: CHINESE }).out).toBe(
      '01-segment-length：src/segment-length.ts 已经是初始代码。\n',
    );
  });

  test('two resets in one second: two backups', () => {
    const course = clonedCourse();
    for (const mine of ['first\n', 'second\n']) {
      course.write(FILE, mine);
      lastack(['reset', '1'], { cwd: course.root });
    }
    const folder = '.lastack/backups/01-segment-length';
    const backups = readdirSync(course.path(folder)).map((name) => course.read(`${folder}/${name}`));
    expect(backups.toSorted()).toEqual(['first\n', 'second\n']);
  });

  test('a course that is no git clone: nothing is changed, and what to do', () => {
    const course = new OwnCourse();
    course.write(FILE, 'mine\n');
    const { PATH } = process.env;
    const { status, stderr } = spawnSync(process.execPath, [BIN, 'reset', '1'], {
      cwd: course.root,
      encoding: 'utf8',
      env: { PATH, ...ENGLISH, GIT_CEILING_DIRECTORIES: course.path('..') },
    });
    expect([status, course.read(FILE)]).toEqual([3, 'mine\n']);
    expect(stderr).toMatch(/^lastack: the starter of 01-segment-length is not known here: /);
  });
});

test('without git, what stood there when the screen first opened is the starter', () => {
  const course = new OwnCourse();
  const starter = course.read(FILE);
  const { PATH } = process.env;
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [BIN, ...args], {
      cwd: course.root,
      encoding: 'utf8',
      input: '',
      env: { PATH, ...ENGLISH, GIT_CEILING_DIRECTORIES: course.path('..') },
    });
  expect(run().status).toBe(1);
  course.write(FILE, 'mine\n');
  expect(run('reset', '1').stdout).toMatch(/is the starter again/);
  expect(course.read(FILE)).toBe(starter);
});

describe('solution', () => {
  test('before a pass only when asked twice; after it at once', () => {
    const course = clonedCourse();
    const ask = (env = {}) => lastack(['solution', '1'], { cwd: course.root, env });
    expect(ask()).toMatchObject({
      code: 1,
      err: '',
      out: expect.stringMatching(/^01-segment-length is not passed yet\. [^]*lastack solution 01-segment-length\n$/),
    });
    expect(ask()).toEqual({
      code: 0,
      err: '',
      out: `solutions/01-segment-length/segment-length.ts\n${course.read('solutions/01-segment-length/segment-length.ts')}`,
    });
    const other = clonedCourse();
    other.write(FILE, SOLVED);
    lastack(['test', '1'], { cwd: other.root });
    expect(lastack(['solution', '1'], { cwd: other.root }).code).toBe(0);
  });

  test('where there is none', () => {
    expect(lastack(['solution', '2'], { cwd: clonedCourse().root })).toMatchObject({
      code: 2,
      err: 'lastack: 02-next-number has no solution here.\n',
    });
  });
});
