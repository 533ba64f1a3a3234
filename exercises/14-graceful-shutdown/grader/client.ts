/** One client of the print server: what it orders, what it gets, and how the server leaves it. */
import { text, type Rule, type Text } from '@lastack/exercise-kit';
import { dial, type End } from './ends.ts';
import { RULES } from './rules.ts';
import type { Shop, ShopEvent } from './shop.ts';

export const PAGE = 65_536;
const CLIENT = 0;
const SERVER = 1;
/** How often a client speaks behind the server's FIN. */
const WORDS = 4;

export class Client {
  readonly name: string;
  readonly #shop: Shop;
  readonly #end: End;
  readonly #events: (ShopEvent | Buffer)[] = [];
  /** Octets that are in the picture already; those that came between two other lines are one. */
  #drawn = 0;
  /** Octets that the server owes for whole orders. */
  #due = 0;

  constructor(shop: Shop, name: string, allowHalfOpen: boolean) {
    this.name = name;
    this.#shop = shop;
    this.#end = dial(shop.port, allowHalfOpen);
  }

  /** Connected, and accepted. */
  async connected(): Promise<void> {
    await this.#shop.patiently(this.#end.connected);
    await this.#shop.turns();
    this.#shop.tell(`client ${this.name} connects, and orders nothing`, `客户端 ${this.name} 连上来，什么都没订`);
  }

  /** Sends `octets` and does not wait. */
  says(octets: string): void {
    const { name } = this;
    const shown =
      octets.length > 12 ? `${JSON.stringify(octets.slice(0, 4))} … (${octets.length})` : JSON.stringify(octets);
    this.#end.socket.write(octets);
    this.#shop.tell(`client ${name} sends ${shown}`, `客户端 ${name} 发送 ${shown}`);
    this.#draw({ from: CLIENT, to: SERVER, label: shown });
  }

  /** Sends the beginning of an order and gets the beginning of its answer: it is in flight. */
  async begins(letters: string): Promise<void> {
    this.says(letters);
    if (await this.#reaches(1)) return;
    this.#fails(RULES.serves, text('the beginning of the first page', '第一页的开头'));
  }

  /** Whole orders, answered whole: the connection is idle again. */
  async orders(letters: string): Promise<void> {
    this.says(`${letters}\n`);
    this.#due += answerTo(`${letters}\n`).length;
    if (await this.#reaches(this.#due)) return;
    this.#fails(RULES.serves, pages(answerTo(`${letters}\n`)));
  }

  /**
   * Reads one piece and no more until it `resumes`. Whoever reads more has the kernel make more room for it, and the
   * answer has to wait in the server.
   */
  pausesAtOnce(): void {
    const { socket } = this.#end;
    socket.once('data', () => socket.pause());
    this.#shop.tell(`client ${this.name} reads one piece, and then nothing`, `客户端 ${this.name} 读了一块就不读了`);
  }

  /** Reads again, and says `words` whenever something comes, as long as the answer to `letters` has not come. */
  resumes(words: string, letters: string): void {
    const { socket } = this.#end;
    this.#shop.tell(
      `client ${this.name} reads on, and sends ${JSON.stringify(words)} with each piece that comes`,
      `客户端 ${this.name} 接着读，每读到一块就再发一个 ${JSON.stringify(words)}`,
    );
    socket.on('data', () => {
      if (this.#end.count() <= letters.length * PAGE) socket.write(words);
    });
    socket.resume();
  }

  ends(): void {
    this.#end.socket.end();
    this.#shop.tell(`client ${this.name} ends, too`, `客户端 ${this.name} 也发 FIN`);
    this.#draw({ from: CLIENT, to: SERVER, label: 'FIN' });
  }

  /** And the server has had its turn to hear it. */
  async resets(): Promise<void> {
    this.#end.socket.resetAndDestroy();
    this.#shop.tell(`client ${this.name} resets`, `客户端 ${this.name} 发 RST`);
    this.#draw({ from: CLIENT, to: SERVER, label: 'RST' });
    await this.#shop.turns();
  }

  /** All that has come, from the first order on, is the answer to `letters`; then the FIN. */
  async requireFarewell(letters: string, rule: Rule): Promise<void> {
    const expected = answerTo(letters);
    await this.#reaches(expected.length);
    await this.#shop.turns();
    const how = await this.#shop.patiently(this.#end.finished, this.#end.count);
    const received = this.#end.received();
    if (received.equals(expected) && how === 'FIN') return;
    const more = received.length > expected.length;
    const broken = received.equals(expected) ? (how === null ? RULES.goodbye : RULES.cut) : more ? RULES.noNew : rule;
    this.#fails(broken, text(`${pages(expected).en}, then FIN`, `${pages(expected)['zh-Hans']}，然后是 FIN`), how);
  }

  /** It goes on sending behind the server's FIN. An RST that answers it shows itself at the next write. */
  async requireHearing(rule: Rule): Promise<void> {
    const { socket } = this.#end;
    for (let i = 0; i < WORDS && !socket.destroyed; i += 1) {
      this.says('new\n');
      await this.#shop.turns();
    }
    if (socket.destroyed)
      this.#fails(rule, text('no RST while the client talks', '客户端还在说，不发 RST'), 'FIN, and RST');
  }

  /** Nothing more has come than these octets, and the server has closed. */
  async requireClosed(rule: Rule, octets = 0): Promise<void> {
    await this.#shop.turns();
    const how = await this.#shop.patiently(this.#end.finished);
    if (how !== null && this.#end.count() <= octets) return;
    const more = this.#end.count() > octets;
    this.#fails(
      rule,
      more ? text('no page more', '不再有新的一页') : text('FIN from the server', '服务器发来 FIN'),
      how,
    );
  }

  /** Whether so many octets come, and nothing ends the connection before. */
  async #reaches(octets: number): Promise<boolean> {
    const { reaches, finished, count } = this.#end;
    await this.#shop.patiently(Promise.race([reaches(octets), finished]), count);
    return count() >= octets;
  }

  /** stop() is called: what comes later is drawn below it. */
  marks(call: string): void {
    this.#draw({ call });
  }

  /** What has come until now stands above it. */
  #draw(event: ShopEvent): void {
    const received = this.#end.received();
    const fresh = received.subarray(this.#drawn);
    if (fresh.length > 0) this.#events.push(fresh);
    this.#drawn = received.length;
    this.#events.push(event);
  }

  #fails(rule: Rule, expected: Text, how: string | null = null): never {
    const came = pages(this.#end.received());
    const event = { from: SERVER, to: CLIENT, label: how ?? 'no FIN from you' };
    this.#draw(how === null ? { ...event, missing: true } : event);
    const events = this.#events.map((drawn) =>
      Buffer.isBuffer(drawn) ? { from: SERVER, to: CLIENT, label: pages(drawn).en } : drawn,
    );
    const { en, 'zh-Hans': zhHans } = came;
    const got = text(
      `client ${this.name} gets ${en}, then ${how ?? 'no FIN'}`,
      `客户端 ${this.name} 收到 ${zhHans}，${how === null ? '没有 FIN' : `然后是 ${how}`}`,
    );
    return this.#shop.fail(rule, { expected, got, events });
  }
}

const answerTo = (octets: string): Buffer => Buffer.from(octets.replace(/[^\n]/g, (letter) => letter.repeat(PAGE)));

/** `3 × page a, a newline`, in the order in which they come. */
function pages(received: Buffer): Text {
  const shown: Text[] = [];
  for (let at = 0; at < received.length && shown.length < 6;) {
    const octet = received[at];
    let end = at;
    while (received[end] === octet) end += 1;
    shown.push(run(String.fromCharCode(octet ?? 0), end - at));
    at = end;
  }
  if (shown.length === 0) return text('nothing', '空');
  const more = shown.length === 6 ? ' …' : '';
  return text(shown.map(({ en }) => en).join(', ') + more, shown.map((words) => words['zh-Hans']).join('、') + more);
}

function run(letter: string, octets: number): Text {
  if (letter === '\n') return text('a newline', '换行');
  const count = octets / PAGE;
  const number = Number.isInteger(count) ? `${count}` : count.toFixed(2);
  return text(`${number} × page ${letter}`, `${number} 页 ${letter}`);
}
