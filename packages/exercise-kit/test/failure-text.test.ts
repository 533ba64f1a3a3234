import { describe, expect, test } from 'vitest';
import { failureText, RuleBroken, text, verbatim, type Language, type Rule } from '../src/index.ts';

const RULE: Rule = {
  code: 'time-wait/rearm',
  rule: text('A repeated FIN restarts 2 MSL.', '重传的 FIN 让 2 MSL 重新计时。'),
  section: 'RFC 9293 §3.10.7.4, eighth',
  lesson: 'time-wait',
  look: text('the path of a FIN', '处理 FIN 的路径'),
};

const broken = new RuleBroken(RULE, {
  tried: [text('enters TIME-WAIT', '进入 TIME-WAIT'), text('the FIN again', 'FIN 又来')],
  ladder: verbatim('│──▶│\n│◀──│'),
  expected: verbatim('expires = 80000'),
  got: verbatim('expires = 60000\nand no ACK'),
  seed: 7,
});

describe('a failure as text', () => {
  test('has the rule, the steps, the ladder, what was expected and got, and where to read and look', () => {
    expect(failureText(broken.failure, 'en')).toBe(
      [
        'time-wait/rearm: A repeated FIN restarts 2 MSL.',
        '',
        'What happened:',
        '   1. enters TIME-WAIT',
        '   2. the FIN again',
        '',
        '  │──▶│',
        '  │◀──│',
        '',
        '  Expected  expires = 80000',
        '  Got       expires = 60000',
        '            and no ACK',
        '  Rule      RFC 9293 §3.10.7.4, eighth',
        '  Lesson    time-wait (lesson 5, TIME_WAIT: why, and what it costs)',
        '  Look at   the path of a FIN',
        '  Replay    lastack test --seed 7 (this case alone; in its folder)',
      ].join('\n'),
    );
    const last = (language: Language): string | undefined =>
      failureText(broken.failure, language, '08-time-wait').split('\n').at(-1);
    expect(last('en')).toBe('  Replay    lastack test 08-time-wait --seed 7 (this case alone)');
    expect(last('zh-Hans')).toBe('  重放  lastack test 08-time-wait --seed 7（只跑这个用例）');
  });

  test('is as complete in Chinese', () => {
    const chinese = failureText(broken.failure, 'zh-Hans').split('\n');
    expect(chinese).toHaveLength(failureText(broken.failure, 'en').split('\n').length);
    expect(chinese.slice(0, 4)).toEqual([
      'time-wait/rearm: 重传的 FIN 让 2 MSL 重新计时。',
      '',
      '经过：',
      '   1. 进入 TIME-WAIT',
    ]);
    expect(chinese.at(-2)).toBe('  检查  处理 FIN 的路径');
  });

  test.each([null, verbatim('peer     you')])(
    'leaves out the steps and a ladder on which nothing happened: %j',
    (ladder) => {
      const { failure } = new RuleBroken(RULE, { tried: [], ladder, expected: verbatim('a'), got: verbatim('b') });
      expect(failureText(failure, 'en').split('\n').slice(0, 3)).toEqual([
        'time-wait/rearm: A repeated FIN restarts 2 MSL.',
        '',
        '  Expected  a',
      ]);
    },
  );
});

test('RuleBroken carries the failure as data and tells it in English to any test runner', () => {
  expect(broken).toBeInstanceOf(Error);
  expect(broken.message).toBe(failureText(broken.failure, 'en'));
  expect(JSON.parse(JSON.stringify(broken.failure))).toEqual(broken.failure);
});
