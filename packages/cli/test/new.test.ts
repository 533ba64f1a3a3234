/** `lastack new`: an exercise begun, refused by verify until it is whole. */
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CHINESE, lastack } from './lastack.ts';
import { clonedCourse, type OwnCourse } from './own-course.ts';

const filesOf = (course: OwnCourse, folder: string): string[] =>
  readdirSync(course.path(folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(ts|json|md)$/.test(name),
  );

describe('a new exercise', () => {
  test('has every file, the next number; verify lists every TODO with its place until there is none', () => {
    const course = clonedCourse();
    course.write('tsconfig.pure.json', '{}');
    const begun = lastack(['new', 'far-end', '--lesson', 'close-wait'], { cwd: course.root });
    expect([begun.code, begun.err]).toEqual([0, '']);
    const [exercise, solution] = ['exercises/03-far-end', 'solutions/03-far-end'];
    expect(filesOf(course, exercise).toSorted()).toEqual([
      'README.md',
      'README.zh-Hans.md',
      'exercise.json',
      'far-end.test.ts',
      'hints.md',
      'hints.zh-Hans.md',
      'package.json',
      'src/far-end.ts',
      'tsconfig.json',
    ]);
    expect(JSON.parse(course.read(`${exercise}/exercise.json`))).toMatchObject({
      id: '03-far-end',
      lesson: 'close-wait',
      exports: ['farEnd'],
    });

    const first = lastack(['verify', 'far-end'], { cwd: course.root });
    expect(first.code).toBe(1);
    expect(first.out).toContain(`✗ ${exercise}/README.md:1 not written yet: a title\n`);
    expect(first.out).toContain(`✗ ${solution}/mutants/unchanged.ts:1 not written yet: what it gets wrong\n`);
    expect(lastack(['verify', 'far-end'], { cwd: course.root, env: CHINESE }).out).toContain(
      `✗ ${exercise}/README.zh-Hans.md:1 尚未写：标题\n`,
    );

    // The author writes: every place, and in the same words wherever a test is named.
    for (const folder of [exercise, solution])
      for (const name of filesOf(course, folder)) {
        const file = `${folder}/${name}`;
        if (!name.startsWith('src/')) course.write(file, course.read(file).replaceAll(/TODO[:：]? ?/g, 'Written: '));
      }
    const last = lastack(['verify', 'far-end'], { cwd: course.root });
    expect(last.out).toMatch(/ passed, 0 failed/);
    expect(last.code).toBe(0);
  });

  test('a name that is none, or taken, a lesson that is none: nothing is written', () => {
    const course = clonedCourse();
    const begin = (...args: string[]) => lastack(['new', ...args], { cwd: course.root });
    expect(begin('Far End')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/no name for an exercise/) });
    expect(begin('next-number').err).toMatch(/there is 02-next-number already/);
    expect(begin('02-far-end').err).toMatch(/there is 02-next-number already/);
    expect(begin('far-end', '--lesson', 'timewait').err).toMatch(/no lesson "timewait"\. There are: two-goodbyes, /);
    expect(existsSync(course.path('exercises/03-far-end'))).toBe(false);
  });
});
