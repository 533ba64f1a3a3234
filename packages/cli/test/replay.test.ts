/** `lastack test EXERCISE --seed N`: a random case again, alone, by the command that its failure names. */
import { describe, expect, test } from 'vitest';
import { CHINESE, lastack } from './lastack.ts';
import { clonedCourse, type OwnCourse } from './own-course.ts';

const TEST = `
import { randomCases, RuleBroken, Story, text, verbatim } from '@lastack/exercise-kit';
import { describe, test } from 'vitest';
import { segmentLength } from '#subject';

const RULE = {
  code: 'segment-length/text', rule: text('Octets count.', '字节要计数。'), section: 'RFC 9293 §3.4',
  lesson: 'two-goodbyes', look: verbatim('segmentLength'),
} as const;

describe('SEG.LEN', () => {
  test('counts octets of text', () => {});
  test('counts SYN and FIN', () => {
    if (segmentLength({ text: '', syn: true, fin: false }) !== 1)
      new Story({ before: [verbatim('a SYN')] }).fail(RULE, { expected: verbatim('1'), got: verbatim('0') });
  });
  test('counts both at once', () => {
    randomCases('both', 50, (random, seed) => {
      const words = 'x'.repeat(random.integer(0, 9));
      const story = new Story({ seed, before: [verbatim(words)] });
      const got = segmentLength({ text: words, syn: false, fin: true });
      if (got !== words.length + 1) story.fail(RULE, { expected: verbatim(String(words.length + 1)), got: verbatim(String(got)) });
    });
  });
});
`;

/** Right below four octets; its SYN is wrong, which is no random case. */
const WRONG = `export const segmentLength = ({ text, fin }) => (text.length < 4 ? text.length : 3) + Number(fin);\n`;

function course(): OwnCourse {
  const own = clonedCourse();
  own.write('exercises/01-segment-length/segment-length.test.ts', TEST);
  own.write('exercises/01-segment-length/src/segment-length.ts', WRONG);
  return own;
}

describe('a random case', () => {
  test('fails with the command that plays it again; that plays it alone, and keeps nothing', () => {
    const own = course();
    const { root } = own;
    const [first, again] = [lastack(['test', '1', '--all'], { cwd: root }), /Replay {4}lastack (test \S+ --seed \d+) /];
    const command = again.exec(first.out)?.[1]?.split(' ') ?? [];
    const kept = own.read('.lastack/progress.json');
    const { code, out } = lastack(command, { cwd: root });
    expect(code).toBe(1);
    expect(out).toContain('✗ SEG.LEN > counts both at once');
    expect(out).not.toContain('counts SYN and FIN');
    expect(out).toContain(`Replay    lastack ${command.join(' ')} (this case`);
    expect(out).toMatch(/✗ case \d+ fails\n$/);
    expect(lastack(command, { cwd: root, env: CHINESE }).out).toContain(
      `重放  lastack ${command.join(' ')}（只跑这个用例）`,
    );
    expect(own.read('.lastack/progress.json')).toBe(kept);
  });

  test('that passes now has exit code 0, although the exercise does not pass', () => {
    const own = course();
    const { root } = own;
    own.write('exercises/01-segment-length/src/segment-length.ts', WRONG.replace(': 3', ': text.length'));
    expect(lastack(['test', '1', '--seed', '7'], { cwd: root })).toEqual({
      code: 0,
      err: '',
      out: '  ✓ SEG.LEN > counts both at once\n\n✓ case 7 passes\n',
    });
  });

  test('a number that is none, an exercise without random cases: wrong calls', () => {
    expect(lastack(['test', '1', '--seed', '1e3'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^lastack: --seed 1e3: give the number/),
    });
    expect(lastack(['test', '1', '--seed', '7'])).toMatchObject({
      code: 2,
      err: 'lastack: 01-segment-length has no random cases to replay.\n',
    });
    expect(lastack(['test', '--seed', '7'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^lastack: which exercise\?/),
    });
  });
});
