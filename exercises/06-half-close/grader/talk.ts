/** One connection between the test and the program, told as a story and drawn as a ladder when a rule is broken. */
import {
  programOf,
  socketLadder,
  Story,
  text,
  type ProgramOf,
  type Rule,
  type SocketEvent,
  type Text,
} from '@lastack/exercise-kit';
import type * as subject from '#subject';
import { turns } from './patience.ts';

export type Program = ProgramOf<typeof subject>;

/** Runs `body` with a program of its own, which is gone afterwards. */
export async function running(module: typeof subject, body: (program: Program) => Promise<void>): Promise<void> {
  const program = programOf(module).start();
  try {
    // However long the machine takes to start it: from here on it is there.
    await turns(program);
    await body(program);
  } finally {
    program.signal('SIGKILL');
    await program.exit;
  }
}

export interface Finding {
  readonly expected: Text;
  readonly got: Text;
  /** What the program should have sent, drawn as missing. */
  readonly missing?: string;
}

/** The same, so many times in a row: one line. */
interface Repeated {
  readonly event: SocketEvent;
  times: number;
}

const CLIENT = 0;
const SERVER = 1;

export class Talk {
  readonly #lifelines: readonly string[];
  readonly #test: number;
  readonly #events: Repeated[] = [];
  readonly #story = new Story({ ladder: () => this.#ladder([]) });

  /** `program`: which of the two the learner's code is. */
  constructor(program: 'client' | 'server') {
    this.#test = program === 'client' ? SERVER : CLIENT;
    this.#lifelines = program === 'client' ? ['your ask()', 'server (test)'] : ['client (test)', 'your serve()'];
  }

  tell(en: string, zhHans: string): void {
    this.#story.tell(text(en, zhHans));
  }

  /** The test has sent this. */
  sent(label: string): void {
    this.#crosses(this.#arrow(this.#test, label));
  }

  /** This has come from the program. */
  came(label: string): void {
    this.#crosses(this.#arrow(1 - this.#test, label));
  }

  fail(rule: Rule, { expected, got, missing }: Finding): never {
    const awaited = missing === undefined ? [] : [{ ...this.#arrow(1 - this.#test, missing), missing: true }];
    return this.#story.fail(rule, { expected, got, ladder: this.#ladder(awaited) });
  }

  /** What has crossed, and what should have. */
  #ladder(awaited: readonly SocketEvent[]): Text | null {
    const crossed = this.#events.map(({ event, times }) =>
      times === 1 ? event : { ...event, label: `${times} × ${event.label}` },
    );
    const events = [...crossed, ...awaited];
    return events.length === 0 ? null : socketLadder(this.#lifelines, events);
  }

  #crosses(event: SocketEvent): void {
    const last = this.#events.at(-1);
    if (last?.event.from === event.from && last.event.label === event.label) last.times += 1;
    else this.#events.push({ event, times: 1 });
  }

  #arrow(from: number, label: string): SocketEvent {
    return { from, to: 1 - from, label };
  }
}

/** `"再见"`, or the beginning and the size of what is long. */
export function shown(words: string): Text {
  const octets = Buffer.byteLength(words);
  if (octets <= 40) return text(`${JSON.stringify(words)}`, `${JSON.stringify(words)}`);
  const start = JSON.stringify(words.slice(0, 12));
  return text(`${start} … (${octets} octets)`, `${start} …（${octets} 字节）`);
}

/** `1 octet`, `8 octets` */
export function octets(words: string | Buffer): string {
  const count = Buffer.byteLength(words);
  return count === 1 ? '1 octet' : `${count} octets`;
}

/** Characters that were cut in two and made into text one half at a time. At the end it may be an answer that is cut. */
export const isGarbled = (words: string): boolean => /\uFFFD./su.test(words);
