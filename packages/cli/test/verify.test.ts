/** `lastack verify`: an exercise that grades fairly, and one that does not. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHINESE, lastack } from './lastack.ts';
import { clonedCourse } from './own-course.ts';

describe('verify', () => {
  test('an exercise that grades fairly: exit code 0, the kill matrix, the sum', () => {
    const { code, out, err } = lastack(['verify', '1']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(
      '01-segment-length\n    1  SEG.LEN > counts octets of text\n    2  SEG.LEN > counts SYN and FIN\n',
    );
    expect(out).toMatch(
      /starter +✓ ✗ ✗\n +reference +✓ ✓ ✓\n +variant with-branches +✓ ✓ ✓\n +mutant forgets-fin +✓ ⊗ ✗\n/,
    );
    // The reference and one mutant again under os isolation, where the machine has it.
    expect(out).toMatch(/\n(6 passed, 0 failed|4 passed, 0 failed, 1 skipped)\n$/);
  });

  test('one whose starter passes and that has no solution: exit code 1, and what is wrong, where', () => {
    const { code, out } = lastack(['verify', 'next-number'], { env: CHINESE });
    expect(code).toBe(1);
    expect(out).toMatch(/✗ exercises\/02-next-number\/src\/next-number\.ts:1 起始文件应当失败/);
    expect(out).toMatch(/✗ solutions\/02-next-number:1 这个练习没有解答/);
    expect(out).toMatch(/\n0 passed, \d+ failed\n$/);
  });

  test('several at once, each once, in the order of the course', () => {
    const { out } = lastack(['verify', '2', 'segment-length', '1']);
    expect(out.match(/^\d\d-.*$/gm)).toEqual(['01-segment-length', '02-next-number']);
  });

  test('a mutant that survives: the reason in one line, and below it what its test did', () => {
    const course = clonedCourse();
    course.write('tsconfig.pure.json', '{}');
    const mutant = 'solutions/01-segment-length/mutants/forgets-fin.ts';
    course.write(mutant, course.read(mutant).replace(/\/\/ fails: .*/, '// fails: SEG.LEN > counts octets of text'));
    const { code, out } = lastack(['verify', '1'], { cwd: course.root });
    expect(code).toBe(1);
    expect(out).toContain(
      `✗ ${mutant}:1 must fail at "SEG.LEN > counts octets of text", which is passed; caught by: SEG.LEN > counts SYN and FIN`,
    );
    expect(out).toContain(
      [
        '',
        '    "SEG.LEN > counts octets of text" tells no story.',
        '',
        '    What was asked, and the answers:',
        '      segmentLength({"text":"abc","syn":false,"fin":false})',
        '        = 3',
        '',
        "    Every answer is the reference's, 1 of 1: this test never asks for the mistake.",
        '',
      ].join('\n'),
    );
  });

  test('--json and --report: the same object, its sums first', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lastack-verify-'));
    const file = join(folder, 'new/report.json');
    const printed: unknown = JSON.parse(lastack(['verify', '1', '--json', '--report', file]).out);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(printed);
    expect(printed).toMatchObject({ failed: 0, exercises: ['01-segment-length'], problems: [] });
    rmSync(folder, { recursive: true });
  });

  test('an unknown exercise is a wrong call', () => {
    expect(lastack(['verify', '7'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^lastack: no exercise "7"\./),
    });
  });
});
