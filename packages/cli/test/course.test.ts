/** list, test and hint: what a learner meets. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHINESE, COURSE, lastack } from './lastack.ts';

const FIRST = join(COURSE, 'exercises/01-segment-length');

describe('list', () => {
  test('the exercises in order, in English', () => {
    expect(lastack(['list'])).toEqual({
      code: 0,
      err: '',
      out: `EXERCISE           TITLE                    KIND      MINUTES  POINTS
01-segment-length  The length of a segment  function  5        3
02-next-number     The next number          function  5        1
`,
    });
  });

  test('and in Chinese, whose characters take two columns', () => {
    expect(lastack(['list'], { env: CHINESE }).out).toBe(`练习               标题          类型  分钟  分值
01-segment-length  报文段的长度  函数  5     3
02-next-number     下一个序列号  函数  5     1
`);
  });

  test('--json has both languages', () => {
    const { exercises } = JSON.parse(lastack(['list', '--json'], { env: CHINESE }).out) as {
      exercises: { id: string; title: object }[];
    };
    expect(exercises.map(({ id }) => id)).toEqual(['01-segment-length', '02-next-number']);
    expect(exercises[0]?.title).toEqual({ en: 'The length of a segment', 'zh-Hans': '报文段的长度' });
  });
});

describe('test', () => {
  test('a starter: exit code 1, the broken rule and its story, the points, where a hint is', () => {
    const { code, out, err } = lastack(['test'], { cwd: FIRST });
    expect(err).toBe('');
    expect(code).toBe(1);
    expect(out).toContain('✓ SEG.LEN > counts octets of text\n  ✗ SEG.LEN > counts SYN and FIN  segment-length/syn\n');
    expect(out).toContain('segment-length/syn: SYN and FIN take one number each.');
    expect(out).toMatch(/1\. segmentLength\(\{"text":"","syn":true,"fin":false\}\)/);
    expect(out).toMatch(/Expected +1\n +Got +0\n +Rule +RFC 9293 §3\.4\n +Lesson +two-goodbyes/);
    expect(out).toContain('✗ 01-segment-length  not yet · 1 of 3 points\n');
    expect(out).toContain('lastack hint 01-segment-length');
  });

  test('only the first failure tells its story; --all lets every one', () => {
    const stories = (args: string[]) => lastack(['test', '1', ...args]).out.match(/What happened:/g)?.length;
    expect([stories([]), stories(['--all'])]).toEqual([1, 2]);
  });

  test('the same in Chinese', () => {
    const { code, out } = lastack(['test'], { cwd: join(FIRST, 'src'), env: CHINESE });
    expect(code).toBe(1);
    expect(out).toContain('segment-length/syn: SYN 和 FIN 各占一个序列号。');
    expect(out).toContain('✗ 01-segment-length  尚未通过 · 1/3 分');
  });

  test('a right answer: exit code 0; an exercise is named by id, name, number or folder', () => {
    for (const name of ['02-next-number', 'next-number', '02', '2', 'exercises/02-next-number/'])
      expect(lastack(['test', name])).toMatchObject({
        code: 0,
        err: '',
        out: expect.stringContaining('passed · 1 of 1 points'),
      });
  });

  test('outside any exercise: all of them, a line each', () => {
    expect(lastack(['test'])).toEqual({
      code: 1,
      err: '',
      out: '✗ 01-segment-length  not yet · 1 of 3 points\n✓ 02-next-number  passed · 1 of 1 points\n',
    });
  });

  test('--json is one object with every verdict', () => {
    const { verdicts } = JSON.parse(lastack(['test', '--json']).out) as {
      verdicts: { exercise: string; outcome: string; score: number }[];
    };
    expect(verdicts.map(({ exercise, outcome, score }) => [exercise, outcome, score])).toEqual([
      ['01-segment-length', 'failed', 1],
      ['02-next-number', 'passed', 1],
    ]);
  });

  test('an unknown exercise: exit code 2, what was meant, what there is', () => {
    expect(lastack(['test', 'segment-lenght'])).toEqual({
      code: 2,
      out: '',
      err: 'lastack: no exercise "segment-lenght". Did you mean segment-length? There are: 01-segment-length, 02-next-number.\n',
    });
    expect(lastack(['test', '99'], { env: CHINESE }).err).toBe(
      'lastack: 没有练习“99”。现有：01-segment-length、02-next-number。\n',
    );
  });
});

describe('hint', () => {
  test('the first level unless another is named; each says where the next is', () => {
    expect(lastack(['hint', '1'])).toEqual({
      code: 0,
      err: '',
      out: 'Hint 1 of 3  01-segment-length\n\nWhich control bits are acknowledged?\n\nThe next one: lastack hint 01-segment-length --level 2\n',
    });
    expect(lastack(['hint', 'segment-length', '3'], { env: CHINESE }).out).toBe(
      '提示 3/3  01-segment-length\n\n各加一。\n',
    );
  });

  test('inside an exercise a number is a level', () => {
    expect(lastack(['hint', '2'], { cwd: FIRST }).out).toContain('SYN and FIN are.');
  });

  test('no such level, no exercise named: exit code 2', () => {
    expect(lastack(['hint', '1', '4'])).toMatchObject({
      code: 2,
      err: 'lastack: 01-segment-length has no hint "4": choose a level from 1 to 3.\n',
    });
    expect(lastack(['hint'])).toMatchObject({ code: 2, err: expect.stringMatching(/^lastack: which exercise\?/) });
  });
});
