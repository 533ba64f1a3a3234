/** Questions to a learner's function: the form of the answer, the story of what was asked, and nothing kept outside. */
import { describe, expect, test } from 'vitest';
import {
  asking,
  COMMON,
  judge,
  listOf,
  nullable,
  object,
  oneOf,
  remembered,
  RuleBroken,
  ruleBook,
  sequenceNumber,
  Story,
  text,
  verbatim,
  whole,
  type Failure,
  type Requirement,
} from '../src/index.ts';

const RULES = ruleBook(
  { prefix: 'fin', lesson: 'two-goodbyes' },
  {
    ...COMMON,
    finCounts: {
      rule: text('A FIN takes one number.', 'FIN 占一个号码。'),
      section: 'RFC 9293 §3.4',
      look: text('`fin`', '`fin`'),
    },
    waits: {
      rule: text('It waits.', '它在等。'),
      section: 'README',
      lesson: 'time-wait',
      look: text('the clock', '时钟'),
    },
  },
);

/** What the function throws, as data. */
function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof RuleBroken) return thrown.failure;
    throw thrown;
  }
  throw new Error('nothing was broken');
}

describe('a book of rules', () => {
  test('names become codes, and a rule may have a lesson of its own', () => {
    expect(RULES.finCounts).toMatchObject({ code: 'fin/fin-counts', lesson: 'two-goodbyes' });
    expect(RULES.waits).toMatchObject({ code: 'fin/waits', lesson: 'time-wait' });
    expect(RULES.memory.code).toBe('fin/memory');
  });
});

describe('a story', () => {
  test('ends with everything that was done, the picture of that moment, and the seed', () => {
    let drawn = 0;
    const story = new Story({ seed: 7, before: [verbatim('first')], ladder: () => verbatim(`ladder ${(drawn += 1)}`) });
    story.tell(verbatim('second'));
    const failure = failureOf(() => story.fail(RULES.finCounts, { expected: verbatim('a'), got: verbatim('b') }));
    expect(failure.tried.map(({ en }) => en)).toEqual(['first', 'second']);
    expect(failure).toMatchObject({ code: 'fin/fin-counts', seed: 7, ladder: verbatim('ladder 1') });
  });
});

describe('the form of an answer', () => {
  const shape = object({
    state: oneOf('CLOSED', 'LISTEN'),
    next: nullable(sequenceNumber),
    clocks: listOf(object({ at: whole })),
  });

  test.each([
    [{ state: 'CLOSED', next: 2 ** 32 - 1, clocks: [{ at: -3 }], more: true }, null],
    [{ state: 'CLOSED', next: null, clocks: [] }, null],
    [{ state: 'closed', next: 0, clocks: [] }, '.state'],
    [{ state: 'CLOSED', next: 2 ** 32, clocks: [] }, '.next'],
    [{ state: 'CLOSED', next: 0, clocks: [{ at: 1 }, { at: 1.5 }] }, '.clocks[1].at'],
    [{ state: 'CLOSED', next: 0 }, '.clocks'],
    [[], ''],
    [undefined, ''],
  ])('%j', (value, path) => {
    expect(shape.misfit(value)?.path ?? null).toBe(path);
  });

  test('what does not fit is told by its path, in both languages', () => {
    const ask = asking({
      name: 'next',
      subject: () => ({ state: 'CLOSED', next: -1, clocks: [] }),
      shape,
      rules: RULES,
    });
    const { code, expected, got } = failureOf(() => ask(new Story()));
    expect(code).toBe('fin/answer');
    expect(expected).toEqual(verbatim('answer.next: 0 … 2^32 − 1 | null'));
    expect(got).toEqual({ en: 'answer.next is -1', 'zh-Hans': 'answer.next 是 -1' });
  });
});

describe('the same question twice', () => {
  test('must have the same answer, in whatever order its fields were written', () => {
    let calls = 0;
    const subject = () => {
      calls += 1;
      return calls % 2 === 1 ? { a: 1, b: 2 } : { b: 2, a: 1 };
    };
    const ask = asking({ name: 'f', subject, shape: object({ a: whole, b: whole }), rules: RULES, twice: true });
    expect(ask(new Story())).toEqual({ a: 1, b: 2 });
  });

  test('another answer is a memory, and the failure says what was asked', () => {
    let calls = 0;
    const subject = (_: { readonly seq: number }) => (calls += 1);
    const ask = asking({ name: 'f', subject, shape: whole, rules: RULES, twice: true });
    const failure = failureOf(() => ask(new Story(), { seq: 4 }));
    expect(failure).toMatchObject({ code: 'fin/memory', expected: verbatim('1'), got: verbatim('2') });
    expect(failure.tried.at(-1)?.en).toBe('f({"seq":4}), twice in a row');
  });
});

describe('a table of requirements', () => {
  type Demand = Requirement<number, number>;
  const even: Demand = {
    rule: RULES.finCounts,
    applies: (call) => call > 0,
    holds: (answer) => answer % 2 === 0,
    expected: () => verbatim('even'),
  };
  const small: Demand = {
    rule: RULES.waits,
    applies: () => true,
    holds: (a) => a < 10,
    expected: () => verbatim('small'),
  };
  const judged = (call: number, answer: number, rest = {}) =>
    judge([even, small], new Story(), { call, answer, got: verbatim(String(answer)), ...rest });

  test('the first that is broken is told', () => {
    expect(failureOf(() => judged(1, 13)).code).toBe('fin/fin-counts');
    expect(failureOf(() => judged(1, 12)).code).toBe('fin/waits');
  });

  test('one that does not apply demands nothing', () => {
    expect(() => judged(0, 3)).not.toThrow();
  });

  test('a test about one rule leaves the others alone, save what the rest stands on', () => {
    expect(() => judged(1, 3, { about: [RULES.waits] })).not.toThrow();
    expect(failureOf(() => judged(1, 3, { about: [RULES.waits], stands: () => true })).code).toBe('fin/fin-counts');
  });
});

describe('a remembered function', () => {
  test('puts each question once', () => {
    let asked = 0;
    const double = remembered((x: number, _: { readonly y: number }) => ((asked += 1), 2 * x), { rule: RULES.waits });
    expect([double(1, { y: 1 }), double(1, { y: 1 }), double(1, { y: 2 })]).toEqual([2, 2, 2]);
    expect([asked, double.questions()]).toEqual([2, 2]);
  });

  test('ever new questions are a failure, not an endless run', () => {
    const ask = remembered((x: number) => x, { rule: RULES.waits, most: 10 });
    const failure = failureOf(() => Array.from({ length: 11 }, (_, i) => ask(i)));
    expect(failure.code).toBe('fin/waits');
    expect(failure.got.en).toContain('more than 10');
  });
});
