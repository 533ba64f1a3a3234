/** The learner's ask() against a server of the test. */
import { SubjectError, text, verbatim, type Rule, type Text } from '@lastack/exercise-kit';
import { openPeer, type End, type Peer } from './ends.ts';
import { patiently, turns } from './patience.ts';
import { RULES } from './rules.ts';
import { octets, shown, Talk, type Program } from './talk.ts';

/** How ask() ended; null: it has not. */
export type Outcome = { readonly answer: unknown } | { readonly error: Text } | null;

export class Asking {
  readonly #program: Program;
  readonly #question: string;
  readonly #outcome: Promise<Outcome>;
  readonly #end: End | null;
  readonly talk: Talk;

  private constructor(program: Program, question: string, outcome: Promise<Outcome>, end: End | null, talk: Talk) {
    this.#program = program;
    this.#question = question;
    this.#outcome = outcome;
    this.#end = end;
    this.talk = talk;
  }

  /** Calls ask(), waits for its connection, and reads nothing before the client has had its turn to hear a greeting. */
  static async begin(program: Program, { port, accept }: Peer, question: string): Promise<Asking> {
    const talk = new Talk('client');
    const { en, 'zh-Hans': zhHans } = shown(question);
    talk.tell(`ask() is called with ${en}`, `调用 ask()，问题是 ${zhHans}`);
    const outcome = outcomeOf(program.call('ask', { port, text: question }));
    const end = await patiently(program, accept());
    await turns(program);
    end?.socket.resume();
    return new Asking(program, question, outcome, end, talk);
  }

  /** Calls ask() with a port on which nobody listens. */
  static toNobody(program: Program, port: number): Asking {
    const talk = new Talk('client');
    talk.tell('ask() is called with a port on which nobody listens', '调用 ask()，端口上没有人监听');
    return new Asking(program, 'hello?', outcomeOf(program.call('ask', { port, text: 'hello?' })), null, talk);
  }

  get #peer(): End {
    if (this.#end !== null) return this.#end;
    return this.talk.fail(RULES.fin, {
      expected: text('a connection to the port', '连到这个端口'),
      got: text('none comes', '没有连接进来'),
    });
  }

  /** The whole question has come, and the FIN after it. */
  async hearsQuestion(): Promise<void> {
    const peer = this.#peer;
    const length = Buffer.byteLength(this.#question);
    await patiently(this.#program, Promise.race([peer.reaches(length), peer.finished]), peer.count);
    const how = await patiently(this.#program, peer.finished);
    const got = peer.received().toString();
    if (got !== '') this.talk.came(octets(got));
    if (got === this.#question && how === 'FIN') return this.talk.came('FIN');
    this.talk.fail(RULES.fin, {
      expected: text(`${octets(this.#question)}, then FIN`, `${length} 字节，然后是 FIN`),
      got: text(
        `${octets(got)}, then ${how ?? 'no FIN'}`,
        `${Buffer.byteLength(got)} 字节，${how === null ? '没有 FIN' : `然后是 ${how}`}`,
      ),
      ...(how === 'FIN' ? {} : { missing: 'no FIN from you' }),
    });
  }

  /** The server says `pieces`, each when the client has had its turn to read the one before. */
  async says(pieces: readonly (string | Buffer)[]): Promise<void> {
    for (const piece of pieces) {
      this.#peer.socket.write(piece);
      this.talk.sent(octets(piece));
      await turns(this.#program);
    }
  }

  ends(): void {
    this.#peer.socket.end();
    this.talk.sent('FIN');
  }

  resets(): void {
    this.#peer.socket.resetAndDestroy();
    this.talk.sent('RST');
  }

  async requireAnswer(expected: string, rule: Rule): Promise<void> {
    const outcome = await patiently(this.#program, this.#outcome);
    if (outcome !== null && 'answer' in outcome && outcome.answer === expected) return;
    // Whoever resets what still comes does not read it.
    const reset = await patiently(this.#program, this.#peer.lost);
    if (reset !== null) this.talk.came('RST');
    this.talk.fail(reset === null ? rule : RULES.readsOn, { expected: shown(expected), got: outcomeText(outcome) });
  }

  /** ask() has rejected, and the program is able to ask again. */
  async requireRejection(): Promise<void> {
    const expected = text('ask() rejects, and the program lives on', 'ask() reject，程序照常活着');
    const outcome = await patiently(this.#program, this.#outcome);
    if (outcome === null || 'answer' in outcome) this.talk.fail(RULES.lost, { expected, got: outcomeText(outcome) });
    const peer = await openPeer();
    const again = outcomeOf(this.#program.call('ask', { port: peer.port, text: 'again' }));
    const end = await patiently(this.#program, Promise.race([peer.accept(), again.then(() => null)]));
    await peer.close();
    if (end === null) this.talk.fail(RULES.lost, { expected, got: outcomeText(await patiently(this.#program, again)) });
  }
}

/** How a call of ask() ends, as data. */
export async function outcomeOf(call: Promise<unknown>): Promise<Outcome> {
  return call.then(
    (answer) => ({ answer }),
    (thrown: unknown) => ({ error: thrown instanceof SubjectError ? thrown.text : verbatim(String(thrown)) }),
  );
}

export function outcomeText(outcome: Outcome): Text {
  if (outcome === null) return text('ask() does not settle', 'ask() 一直没有结果');
  if ('error' in outcome) return text(`ask() fails: ${outcome.error.en}`, `ask() 出错：${outcome.error['zh-Hans']}`);
  if (typeof outcome.answer !== 'string') return text('no string at all', '根本不是字符串');
  const { en, 'zh-Hans': zhHans } = shown(outcome.answer);
  return text(`ask() answers ${en}`, `ask() 给出 ${zhHans}`);
}
