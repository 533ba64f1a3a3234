/** Grades the client and the server from the other end of their sockets. README.md states each rule. */
import { describe, test, vi } from 'vitest';
import type { Rule } from '@lastack/exercise-kit';
import * as subject from '#subject';
import { Asking, outcomeOf, outcomeText } from './grader/asking.ts';
import { nobodysPort, openPeer } from './grader/ends.ts';
import { patiently } from './grader/patience.ts';
import { RULES } from './grader/rules.ts';
import { Client, portOf, tac } from './grader/serving.ts';
import { isGarbled, running, shown, Talk, type Program } from './grader/talk.ts';

// A program may take as long as the exercise's own limits allow; no test decides by the time it took.
vi.setConfig({ testTimeout: 60_000 });

/** Characters of one octet, two, three and four, so that no even cut spares them all. */
const VERSE = 'a é 再见 👋\n';
const POEM = VERSE.repeat(20_000);
/** 8 MB: more than the kernel keeps for a client that does not read. */
const BOOK = Array.from({ length: 80_000 }, (_, i) => `${i}`.padStart(100, '.')).join('\n');

/** Cut inside a character, again and again. */
const cutUp = (words: string, size: number): Buffer[] => {
  const bytes = Buffer.from(words);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
};

interface Asked {
  readonly question?: string;
  readonly greeting?: string;
}

const asked = ({ question = 'b\na', greeting = '' }: Asked, body: (asking: Asking) => Promise<void>): Promise<void> =>
  running(subject, async (program) => {
    const peer = await openPeer(greeting);
    await Asking.begin(program, peer, question)
      .then(body)
      .finally(() => peer.close());
  });

const served = (body: (client: () => Client, program: Program) => Promise<void>): Promise<void> =>
  running(subject, async (program) => {
    const port = await portOf(program);
    await body(() => Client.dial(program, port), program);
  });

/** A question and its answer. */
async function exchange(client: Client, question: string, rule: Rule): Promise<void> {
  await client.says(question);
  await client.ends();
  await client.hears(tac(question), rule);
}

describe('ask', () => {
  test('the whole question goes out, and then your FIN', async () => {
    for (const question of ['hello', '', POEM]) await asked({ question }, (asking) => asking.hearsQuestion());
  });

  test('the answer comes after your FIN, in pieces: all of it is the answer', async () => {
    await asked({}, async (asking) => {
      await asking.hearsQuestion();
      await asking.says(['late ', 'but ', 'whole\n', 'x'.repeat(300_000)]);
      asking.ends();
      await asking.requireAnswer(`late but whole\n${'x'.repeat(300_000)}`, RULES.whole);
    });
  });

  test('an answer may be empty', async () => {
    await asked({}, async (asking) => {
      await asking.hearsQuestion();
      asking.ends();
      await asking.requireAnswer('', RULES.whole);
    });
  });

  test('what is said before your FIN belongs to the answer', async () => {
    await asked({ question: POEM.repeat(24), greeting: 'welcome\n' }, async (asking) => {
      await asking.hearsQuestion();
      await asking.says(['a\nb']);
      asking.ends();
      await asking.requireAnswer('welcome\na\nb', RULES.early);
    });
  });

  test('a character may come in two chunks', async () => {
    await asked({}, async (asking) => {
      await asking.hearsQuestion();
      await asking.says([...cutUp(VERSE, 1), ...cutUp(POEM, 50_021)]);
      asking.ends();
      await asking.requireAnswer(VERSE + POEM, RULES.characters);
    });
  });

  test('half an answer and a reset: no answer', async () => {
    await asked({}, async (asking) => {
      await asking.hearsQuestion();
      await asking.says(['half of it, and th']);
      asking.resets();
      await asking.requireRejection();
    });
  });

  test('nobody listens: no answer', async () => {
    await running(subject, async (program) => {
      const { port, close } = await nobodysPort();
      await Asking.toNobody(program, port).requireRejection().finally(close);
    });
  });
});

describe('serve', () => {
  test('it answers when the question is over, and not before', async () => {
    await served(async (dial) => {
      const client = dial();
      await client.says('first\n');
      client.hearsNothing();
      await client.says('second');
      client.hearsNothing();
      await client.ends();
      await client.hears('second\nfirst', RULES.questionEnd);
    });
  });

  test('the client’s FIN ends the question and not the connection', async () => {
    await served(async (dial) => {
      for (const question of ['b\na', '', POEM]) await exchange(dial(), question, RULES.halfOpen);
    });
  });

  test('a client that reads slowly gets its whole answer', async () => {
    await served(async (dial) => {
      const client = dial();
      await client.says(BOOK);
      await client.endsAndHearsBeginning();
      client.readsOn();
      await client.hears(tac(BOOK), RULES.answerWhole);
    });
  });

  test('a character may come in two chunks', async () => {
    await served(async (dial) => {
      const client = dial();
      for (const piece of [...cutUp(VERSE, 1), ...cutUp(POEM, 50_021)]) await client.says(piece);
      await client.ends();
      await client.hears(tac(VERSE + POEM), RULES.characters);
    });
  });

  test('questions at the same time are kept apart', async () => {
    // Another server runs beside it: a free port is one that the system chooses.
    await served(() =>
      served(async (dial) => {
        const [one, other] = [dial(), dial()];
        other.talk.tell('and another client does, at the same time', '同时还有另一个客户端');
        await one.says('one\n');
        await other.says('other\n');
        await one.says('eno');
        await other.says('rehto');
        await one.ends();
        await one.hears('eno\none', RULES.apart);
        await other.ends();
        await other.hears('rehto\nother', RULES.apart);
      }),
    );
  });

  test('clients that reset leave it serving', async () => {
    await served(async (dial) => {
      const [early, late] = [dial(), dial()];
      await early.says('never mi');
      await early.resets();
      await late.says(BOOK);
      await late.endsAndHearsBeginning();
      await late.resets();
      const next = dial();
      next.talk.tell(
        'before it two others reset, one in its question, one in its answer',
        '在它之前有两个客户端发了 RST，一个还没问完，一个还没听完',
      );
      await exchange(next, 'still\nthere', RULES.serving);
    });
  });
});

test('your client and your server understand each other', async () => {
  await running(subject, async (program) => {
    const call = portOf(program).then((port) => program.call('ask', { port, text: POEM }));
    const outcome = await patiently(program, outcomeOf(call));
    const answer = outcome !== null && 'answer' in outcome ? outcome.answer : null;
    if (answer === tac(POEM)) return;
    const garbled = typeof answer === 'string' && isGarbled(answer);
    const talk = new Talk('client');
    talk.tell('your ask() asks your serve()', '用你的 ask() 去问你的 serve()');
    talk.fail(answer === '' ? RULES.halfOpen : garbled ? RULES.characters : RULES.whole, {
      expected: shown(tac(POEM)),
      got: outcomeText(outcome),
    });
  });
});
