/** The learner's print server and its clients, told as a story and drawn as a ladder when a rule is broken. */
import {
  programOf,
  socketLadder,
  Story,
  SubjectError,
  text,
  type ProgramOf,
  type Rule,
  type Text,
} from '@lastack/exercise-kit';
import type * as subject from '#subject';
import { Client } from './client.ts';
import { patiently, turns } from './patience.ts';
import { RULES } from './rules.ts';

export type Program = ProgramOf<typeof subject>;
/** A line of the ladder. */
export type ShopEvent = Parameters<typeof socketLadder>[1][number];
/** How a stop() ended; null: it has not. */
type Outcome = { readonly stopped: unknown } | { readonly error: Text } | null;

/** The longest time that is ever allowed: no right answer waits for it. */
export const AMPLE = 60_000;

export class Shop {
  readonly #program: Program;
  readonly #steps: Text[] = [];
  readonly #clients: Client[] = [];
  readonly port: number;

  private constructor(program: Program, port: number) {
    this.#program = program;
    this.port = port;
  }

  /** Starts a program and its server, and ends it afterwards. */
  static async open(module: typeof subject, body: (shop: Shop) => Promise<void>): Promise<void> {
    const program = programOf(module).start();
    try {
      const port: unknown = await program.call('start');
      if (typeof port === 'number') return await body(new Shop(program, port));
      const got = text(`${JSON.stringify(port)} from start()`, `start() 给出 ${JSON.stringify(port)}`);
      new Story({ before: [text('start() is called', '调用 start()')] }).fail(RULES.serves, {
        expected: text('the port, a number', '端口号，一个数字'),
        got,
      });
    } finally {
      program.signal('SIGKILL');
      await program.exit;
    }
  }

  tell(en: string, zhHans: string): void {
    this.#steps.push(text(en, zhHans));
  }

  /** `allowHalfOpen`: the client says FIN only when the test does; otherwise it answers a FIN with its own. */
  client(name: string, { allowHalfOpen = false } = {}): Client {
    const client = new Client(this, name, allowHalfOpen);
    this.#clients.push(client);
    return client;
  }

  /** The program has had its turn, and has seen what was sent before. */
  async turns(): Promise<void> {
    await turns(this.#program);
  }

  /** The promise's value, or null: it does not come, and neither does anything else that `come` counts. */
  async patiently<T>(promise: Promise<T>, come?: () => number): Promise<T | null> {
    return patiently(this.#program, promise, come);
  }

  /** Calls stop(), and comes back once it has begun. */
  async stops(deadlineMs: number): Promise<Stopping> {
    this.tell(`stop({ deadlineMs: ${deadlineMs} }) is called`, `调用 stop({ deadlineMs: ${deadlineMs} })`);
    const outcome = outcomeOf(this.#program.call('stop', { deadlineMs }));
    for (const client of this.#clients) client.marks('stop()');
    await this.turns();
    return new Stopping(this, outcome);
  }

  /** The program ends by itself. Whatever still runs in it then is its own: the test's line no longer counts. */
  async requireExit(): Promise<void> {
    this.#program.signal('SIGCONT');
    if ((await this.patiently(this.#program.exit)) !== null) return;
    this.fail(RULES.over, {
      expected: text('the process ends by itself', '进程自己退出'),
      got: text('something in it is still waiting', '里面还有东西在等'),
    });
  }

  fail(rule: Rule, { expected, got, events }: { expected: Text; got: Text; events?: readonly ShopEvent[] }): never {
    const ladder = events === undefined ? null : socketLadder(['client (test)', 'your server'], events);
    return new Story({ before: this.#steps }).fail(rule, { expected, got, ladder });
  }
}

/** A stop() under way. */
export class Stopping {
  readonly #shop: Shop;
  readonly #outcome: Promise<Outcome>;

  constructor(shop: Shop, outcome: Promise<Outcome>) {
    this.#shop = shop;
    this.#outcome = outcome;
  }

  /** It has resolved, to these numbers. `late` is broken when it does not resolve, `rule` when they are others. */
  async requireCounts(served: number, aborted: number, late = RULES.over, rule = RULES.counts): Promise<void> {
    const outcome = await this.#shop.patiently(this.#outcome);
    const got = outcome !== null && 'stopped' in outcome ? plainCounts(outcome.stopped) : null;
    if (got?.served === served && got.aborted === aborted) return;
    const expected = shownCounts({ served, aborted });
    this.#shop.fail(outcome === null ? late : rule, {
      expected: text(`stop() resolves to ${expected}`, `stop() 给出 ${expected}`),
      got: outcomeText(outcome),
    });
  }
}

interface Counts {
  readonly served: unknown;
  readonly aborted: unknown;
}

/** Whatever order its fields have; null: it has not these two. */
function plainCounts(value: unknown): Counts | null {
  if (typeof value !== 'object' || value === null || !('served' in value) || !('aborted' in value)) return null;
  return { served: value.served, aborted: value.aborted };
}

const shownCounts = ({ served, aborted }: Counts): string =>
  `{ served: ${JSON.stringify(served)}, aborted: ${JSON.stringify(aborted)} }`;

function outcomeOf(call: Promise<unknown>): Promise<Outcome> {
  return call.then(
    (stopped) => ({ stopped }),
    (thrown: unknown) => ({
      error: thrown instanceof SubjectError ? thrown.text : text(String(thrown), String(thrown)),
    }),
  );
}

function outcomeText(outcome: Outcome): Text {
  if (outcome === null) return text('stop() does not resolve', 'stop() 一直没有结果');
  if ('error' in outcome) return text(`stop() fails: ${outcome.error.en}`, `stop() 出错：${outcome.error['zh-Hans']}`);
  const counts = plainCounts(outcome.stopped);
  const shown = counts === null ? (JSON.stringify(outcome.stopped) ?? 'undefined') : shownCounts(counts);
  return text(`stop() resolves to ${shown}`, `stop() 给出 ${shown}`);
}
