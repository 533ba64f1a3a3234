/** The proxy between a client and an upstream of the test: what is done to it, told as a story when a rule is broken. */
import { RuleBroken, socketLadder, text, type Rule, type SocketEvent, type Text } from '@lastack/exercise-kit';
import type { Program } from './crawling.ts';
import { closedUpstream, dial, openUpstream, type End, type Upstream } from './ends.ts';
import { patiently } from './patience.ts';

export type Side = 'client' | 'upstream';
const LIFELINES = ['client', 'proxy', 'upstream'] as const;
type Lifeline = (typeof LIFELINES)[number];

/** A client's connection to the proxy and the proxy's connection to the upstream. */
export interface Pair {
  readonly client: End;
  readonly upstream: End;
}

export class Relay {
  readonly #program: Program;
  readonly #port: number;
  readonly #upstream: Upstream;
  readonly #tried: Text[] = [];
  readonly #events: SocketEvent[] = [];

  constructor(program: Program, port: number, upstream: Upstream) {
    this.#program = program;
    this.#port = port;
    this.#upstream = upstream;
  }

  static async open(program: Program): Promise<Relay> {
    return Relay.#before(program, await openUpstream());
  }

  /** A proxy whose upstream's port is closed. */
  static async refused(program: Program): Promise<Relay> {
    return Relay.#before(program, await closedUpstream());
  }

  static async #before(program: Program, upstream: Upstream): Promise<Relay> {
    const { host, port } = upstream;
    return new Relay(program, await program.call('proxy', { upstream: { host, port } }), upstream);
  }

  /** A client connects and says a word; nobody waits for it at the other end. */
  dial(): End {
    const client = dial(this.#port);
    client.socket.write('hello');
    this.tell('a client connects through your proxy and says "hello"', '客户端经你的代理连上来，说 "hello"');
    this.#crosses('client', 'proxy', 'hello');
    return client;
  }

  close(): void {
    this.#upstream.close();
  }

  /** Forgets the story so far; the proxy goes on. */
  begin(): void {
    this.#tried.length = 0;
    this.#events.length = 0;
  }

  tell(en: string, zhHans: string): void {
    this.#tried.push(text(en, zhHans));
  }

  /** A client connects and says a word, which reaches the upstream. */
  async join(rule: Rule): Promise<Pair> {
    const client = this.dial();
    const refused = client.finished.then(() => null);
    const upstream = await patiently(this.#program, Promise.race([this.#upstream.accept(), refused]));
    if (upstream === null) return this.#lost(rule, 'upstream', 'hello');
    if (!(await this.#gets(upstream, 'hello'))) return this.#lost(rule, 'upstream', 'hello');
    this.#crosses('proxy', 'upstream', 'hello');
    return { client, upstream };
  }

  /** One side writes `words`, and the other must get them all. */
  async says(pair: Pair, side: Side, words: string, rule: Rule): Promise<void> {
    const other: Side = side === 'client' ? 'upstream' : 'client';
    const before = pair[other].received();
    const label = words.length > 20 ? `${words.length} octets` : words;
    pair[side].socket.write(words);
    this.#crosses(side, 'proxy', label);
    if (!(await this.#gets(pair[other], before + words))) this.#lost(rule, other, label);
    this.#crosses('proxy', other, label);
  }

  /** One side says FIN, and the other must see it. */
  async ends(pair: Pair, side: Side, rule: Rule): Promise<void> {
    const other: Side = side === 'client' ? 'upstream' : 'client';
    pair[side].socket.end();
    this.#crosses(side, 'proxy', 'FIN');
    if ((await patiently(this.#program, pair[other].finished, pair[other].count)) !== 'FIN')
      this.#lost(rule, other, 'FIN');
    this.#crosses('proxy', other, 'FIN');
  }

  resets(pair: Pair, side: Side): void {
    pair[side].socket.resetAndDestroy();
    this.#crosses(side, 'proxy', 'RST');
  }

  /** Whatever happened, `side` must now see a FIN or an RST from the proxy. */
  async requireRelease(end: End, side: Side, rule: Rule): Promise<void> {
    if ((await patiently(this.#program, end.finished)) !== null) return;
    const who = side === 'client' ? text('the client', '客户端') : text('the upstream', '上游');
    this.#fail(rule, side, 'no FIN from you', {
      expected: text(`a FIN or an RST from your proxy to ${who.en}`, `你的代理给${who['zh-Hans']}发 FIN 或 RST`),
      got: text('neither', '都没有'),
    });
  }

  /** Whether `words` is all that has come to `end` before anything ends it. */
  async #gets(end: End, words: string): Promise<boolean> {
    const early = end.finished.then(() => end.received() === words);
    return (await patiently(this.#program, Promise.race([end.got(words), early]), end.count)) ?? false;
  }

  #lost(rule: Rule, side: Side, label: string): never {
    const who = side === 'client' ? text('the client gets', '客户端收到') : text('the upstream gets', '上游收到');
    return this.#fail(rule, side, label, {
      expected: text(`${who.en} ${label}`, `${who['zh-Hans']} ${label}`),
      got: text('it does not arrive', '没有收到'),
    });
  }

  #fail(rule: Rule, side: Side, label: string, finding: { expected: Text; got: Text }): never {
    const missing: SocketEvent = { ...arrow('proxy', side, label), missing: true };
    const ladder = socketLadder(['client (test)', 'your proxy', 'upstream (test)'], [...this.#events, missing]);
    throw new RuleBroken(rule, { tried: [...this.#tried], ladder, ...finding });
  }

  #crosses(from: Lifeline, to: Lifeline, label: string): void {
    this.#events.push(arrow(from, to, label));
  }
}

const arrow = (from: Lifeline, to: Lifeline, label: string): SocketEvent => ({
  from: LIFELINES.indexOf(from),
  to: LIFELINES.indexOf(to),
  label,
});
