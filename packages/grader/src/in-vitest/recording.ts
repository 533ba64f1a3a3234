/** Every question of a run and its answer, octet by octet, for ../precedents.ts. */
import { rmSync, writeFileSync } from 'node:fs';

/** A question as it was put, and the reply as it came. */
export type Asked = readonly [question: string, reply: string];

/** Octets of a recording, about; what is longer is not worth keeping. */
const MOST = 32 << 20;

export class Recording {
  readonly #file: string | null;
  #asked: Asked[] = [];
  #room = MOST;

  /** Kept in `file` at the end; `null`: nothing is kept. */
  constructor(file: string | null) {
    this.#file = file;
    if (file === null) this.#room = 0;
    // Of an attempt before.
    else rmSync(file, { force: true });
  }

  add(question: string, reply: Uint8Array): void {
    if (this.#room <= 0) return;
    this.#room -= question.length + reply.length;
    this.#asked.push([question, Buffer.from(reply).toString('utf8')]);
  }

  /** Something happened that questions and answers do not tell: an error, a limit, a word too many. */
  spoil(): void {
    this.#room = 0;
  }

  save(): void {
    if (this.#file !== null && this.#room > 0) writeFileSync(this.#file, JSON.stringify(this.#asked));
    this.#asked = [];
  }
}
