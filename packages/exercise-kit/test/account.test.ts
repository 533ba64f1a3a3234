/** What a witness keeps of a test that passes; and that without one nothing is kept, and nothing drawn. */
import { expect, onTestFinished, test } from 'vitest';
import { callWitness, directTransport, functionBorder, programBorder, Witness } from '../src/border-door.ts';
import {
  accountText,
  asking,
  COMMON,
  object,
  proveModel,
  ruleBook,
  Story,
  text,
  verbatim,
  whole,
  type AskedCall,
  type ProgramHandle,
} from '../src/index.ts';

const RULES = ruleBook({ prefix: 'next', lesson: 'two-goodbyes' }, COMMON);

const borderOf = (answer: (n: number) => unknown) => {
  const { next } = functionBorder(['next'], () =>
    directTransport({ subject: { next: answer as () => unknown }, replyBytes: 1024 }),
  );
  return asking({ name: 'next', subject: next as (n: number) => unknown, shape: object({ n: whole }), rules: RULES });
};

function witnessing(): Witness {
  const witness = new Witness();
  callWitness(witness);
  onTestFinished(() => callWitness(null));
  return witness;
}

const asked = (n: number, answer: number): AskedCall => ({ call: `next(${n})`, answer: `{"n":${answer}}` });

test('the last story, its picture and its questions; the same question again counts', () => {
  const witness = witnessing();
  const ask = borderOf((n) => ({ n: n + 1 }));
  ask(new Story({ before: [verbatim('first')] }), 1);
  const story = new Story({ seed: 7, ladder: () => text('title\npicture', '标题\n图') });
  story.tell(text('asked thrice', '问三次'));
  for (const n of [2, 2, 3]) ask(story, n);
  const account = witness.account(null);
  expect(account).toEqual({
    tried: [text('asked thrice', '问三次')],
    ladder: text('title\npicture', '标题\n图'),
    seed: 7,
    calls: [
      { ...asked(2, 3), times: 2 },
      { ...asked(3, 4), times: 1 },
    ],
    asked: 4,
  });
  expect(accountText(account, 'a test', 'en').split('\n')).toEqual([
    'What "a test" did and saw:',
    '',
    'What happened:',
    '   1. asked thrice',
    '',
    '  title',
    '  picture',
    '',
    'a random case, seed 7',
    '',
    'What was asked last, and the answers (3 of 4):',
    '  next(2)  × 2',
    '    = {"n":3}',
    '  next(3)',
    '    = {"n":4}',
  ]);
});

test('beside a right answer: the first that differs, and its story; or that none does; or that they cannot be compared', () => {
  const witness = witnessing();
  const ask = borderOf((n) => ({ n: n === 2 ? 0 : n + 1 }));
  for (const n of [1, 2, 3]) ask(new Story({ before: [verbatim(`story ${n}`)] }), n);
  const right = [asked(1, 2), asked(2, 3), asked(3, 4)];
  expect(witness.account(right)).toMatchObject({
    tried: [verbatim('story 2')],
    parting: { nth: 2, ...asked(2, 0), reference: '{"n":3}' },
  });
  expect(witness.account(witness.calls())).toMatchObject({ tried: [verbatim('story 3')], parting: null });
  expect(witness.account([asked(1, 2), asked(5, 6)])).not.toHaveProperty('parting');
  expect(witness.account([asked(1, 2)])).not.toHaveProperty('parting');
});

test('what is told inside a search belongs to the search', () => {
  const witness = witnessing();
  const ask = borderOf((n) => ({ n: (n + 1) % 4 }));
  const told = [verbatim('every order')];
  proveModel<{ readonly n: number }, 'up'>(
    {
      initial: [{ n: 0 }],
      next: ({ n }) => [{ step: 'up', state: ask(new Story({ before: [verbatim('inside')] }), n) }],
      key: ({ n }) => n,
      check: () => null,
    },
    () => ({ tried: [], ladder: null }),
    { rule: RULES.answer, told, expected: verbatim('n') },
  );
  const { tried, calls } = witness.account(null);
  expect(tried.map(({ en }) => en)).toEqual([
    'every order',
    'every order was tried: 4 different states, all of them right',
  ]);
  expect(calls.map(({ call }) => call)).toEqual(['next(0)', 'next(1)', 'next(2)', 'next(3)']);
});

test('a program: start, calls with what came of them, signals, the end', async () => {
  const witness = witnessing();
  const handle = {
    call: (name: string) => (name === 'serve' ? Promise.resolve(80) : Promise.reject(new Error('none'))),
    signal() {},
    exit: Promise.resolve({ code: 0, signal: null }),
    output: () => '',
  } as unknown as ProgramHandle;
  const program = programBorder(() => handle).start(['-v']);
  await program.call('serve');
  await program.call('gone').catch(() => {});
  program.signal('SIGTERM');
  await program.exit;
  expect(witness.calls().map(({ call, answer }) => `${call} ${answer}`)).toEqual([
    'start("-v") "started"',
    'exit() 0',
    'serve() 80',
    'gone() "rejected: none"',
    'signal("SIGTERM") "sent"',
  ]);
});

test('without a witness no picture is drawn', () => {
  const drawn: string[] = [];
  const ladder = () => (drawn.push('drawn'), verbatim('picture'));
  borderOf((n) => ({ n }))(new Story({ ladder }), 1);
  expect(drawn).toEqual([]);
});
