/** The learner's serve(), asked by clients of the test. */
import { text, type Rule } from '@lastack/exercise-kit';
import { dial, type End, type Finish } from './ends.ts';
import { patiently, turns } from './patience.ts';
import { RULES } from './rules.ts';
import { isGarbled, octets, shown, Talk, type Program } from './talk.ts';

/** What the answer to a question is: its lines, the last one first. */
export const tac = (question: string): string => question.split('\n').reverse().join('\n');

export class Client {
  readonly #program: Program;
  readonly #end: End;
  readonly talk: Talk;

  private constructor(program: Program, end: End, talk: Talk) {
    this.#program = program;
    this.#end = end;
    this.talk = talk;
  }

  /** A client that has just dialled, and tells its story in `talk`. */
  static dial(program: Program, port: number, talk = new Talk('server')): Client {
    const end = dial(port);
    talk.tell('a client connects', '客户端连上来');
    return new Client(program, end, talk);
  }

  /** Sends, and gives the server its turn to read it. */
  async says(words: string | Buffer): Promise<void> {
    this.#end.socket.write(words);
    this.talk.sent(octets(words));
    await turns(this.#program);
  }

  async ends(): Promise<void> {
    this.#end.socket.end();
    this.talk.sent('FIN');
    await turns(this.#program);
  }

  async resets(): Promise<void> {
    this.#end.socket.resetAndDestroy();
    this.talk.sent('RST');
    await turns(this.#program);
  }

  /**
   * Ends its question, reads one piece of the answer, and no more. Whoever reads more has the kernel make more room for
   * it, and the rest of the answer has to wait in the server.
   */
  async endsAndHearsBeginning(): Promise<void> {
    const { socket, reaches, finished, received } = this.#end;
    socket.once('data', () => socket.pause());
    await this.ends();
    await patiently(this.#program, Promise.race([reaches(1), finished]));
    await turns(this.#program);
    this.talk.came(octets(received().toString()));
    this.talk.tell('it reads the beginning of the answer, and then nothing', '它读了回答的开头，就不读了');
  }

  readsOn(): void {
    this.#end.socket.resume();
    this.talk.tell('it reads on', '它接着读');
  }

  /** The server has said nothing so far. */
  hearsNothing(): void {
    const got = this.#end.received().toString();
    if (got === '') return;
    this.talk.came(octets(got));
    this.talk.fail(RULES.questionEnd, {
      expected: text('nothing before the client’s FIN', '客户端发 FIN 之前什么都不说'),
      got: shown(got),
    });
  }

  /** The whole answer comes, and the FIN after it. `rule` is broken if the answer is not this one. */
  async hears(expected: string, rule: Rule): Promise<void> {
    const { reaches, finished, received, count } = this.#end;
    const whole = reaches(Buffer.byteLength(expected));
    await patiently(this.#program, Promise.race([whole, finished]), count);
    const how = await patiently(this.#program, finished, count);
    const got = received().toString();
    if (got !== '') this.talk.came(octets(got));
    if (got === expected && how === 'FIN') return this.talk.came('FIN');
    if (how !== null) this.talk.came(how);
    const { en, 'zh-Hans': zhHans } = shown(got);
    this.talk.fail(ruleBroken({ expected, got, how }, rule), {
      expected: text(`${shown(expected).en}, then FIN`, `${shown(expected)['zh-Hans']}，然后是 FIN`),
      got: text(`${en}, then ${how ?? 'no FIN'}`, `${zhHans}，${how === null ? '没有 FIN' : `然后是 ${how}`}`),
      ...(how === null ? { missing: got === expected ? 'no FIN from you' : 'no answer from you' } : {}),
    });
  }
}

interface Heard {
  readonly expected: string;
  readonly got: string;
  readonly how: Finish | null;
}

/** The rule that the answer itself shows to be broken, else the one that the test asks for. */
function ruleBroken({ expected, got, how }: Heard, rule: Rule): Rule {
  if (got === expected) return RULES.ends;
  if (got === '' && how === 'FIN') return RULES.halfOpen;
  if (isGarbled(got)) return RULES.characters;
  // Whoever has not waited for the whole question has no way to answer it.
  return rule === RULES.halfOpen && got !== '' && !expected.startsWith(got) ? RULES.questionEnd : rule;
}

/** serve() has given a port. */
export async function portOf(program: Program): Promise<number> {
  const port: unknown = await program.call('serve');
  if (typeof port === 'number') return port;
  return new Talk('server').fail(RULES.serving, {
    expected: text('the port, a number', '端口号，一个数字'),
    got: text(`${JSON.stringify(port)} from serve()`, `serve() 给出 ${JSON.stringify(port)}`),
  });
}
