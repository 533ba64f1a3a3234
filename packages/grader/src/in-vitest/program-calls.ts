/**
 * The calls under way to one program: each has a number, a deadline and a promise. They wait until the host is there and
 * the learner's file is loaded; the first fatal error ends them all, and every later one.
 */
import { SubjectError, type Plain } from '@lastack/exercise-kit/border';
import type { Death } from '../../vitest/pump.mjs';
import { frameOf } from './frame.ts';
import type { Job } from './job.ts';
import { placed } from './placed.ts';
import { readReply, type Reply } from './reply.ts';

export type Phase = 'start' | 'load' | 'call';

export interface Line {
  send(frame: Uint8Array): void;
  /** Kills the program, and comes back with `fail`. */
  stop(death: Death): void;
}

interface Pending {
  readonly resolve: (value: Plain | undefined) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** ms for the process to start: the machine's time, not the learner's. */
const START_MS = 30_000;

export class ProgramCalls {
  phase: Phase = 'start';
  readonly #job: Job;
  readonly #limits: Job['limits'];
  readonly #line: Line;
  readonly #pending = new Map<number, Pending>();
  #error: Error | null = null;
  #last = 0;
  #ready: Promise<unknown> = Promise.resolve();

  constructor(job: Job, line: Line) {
    this.#job = job;
    this.#limits = job.limits;
    this.#line = line;
  }

  get failed(): boolean {
    return this.#error !== null;
  }

  /** Waits for the greeting, then has the file loaded. A file that cannot be loaded fails every call alike. */
  load(file: string, args: readonly string[]): void {
    const { loadMs, replyBytes } = this.#limits;
    const loaded = this.#expect(0, START_MS).then(() => {
      this.phase = 'load';
      return this.#ask({ load: file, args, replyBytes }, loadMs);
    });
    this.#ready = loaded.then(
      () => (this.phase = 'call'),
      (thrown: Error) => (this.#error ??= thrown),
    );
  }

  call(name: string, args: readonly Plain[]): Promise<Plain | undefined> {
    const answer = this.#ready.then(() => this.#ask({ name, args }, this.#limits.callMs));
    // A call that the test no longer waits for may fail in silence: the test has what it wanted.
    answer.catch(() => {});
    return answer;
  }

  /** A frame has come. */
  reply(frame: Uint8Array): void {
    let reply: Reply;
    try {
      reply = readReply(frame, this.#limits.replyBytes);
    } catch {
      return this.#line.stop({ type: 'protocol', what: 'an answer of another form' });
    }
    const call = this.#pending.get(reply.id);
    if (!call || reply.type === 'stopped')
      return this.#line.stop({ type: 'protocol', what: 'an answer to no question' });
    this.#pending.delete(reply.id);
    clearTimeout(call.timer);
    if (reply.type === 'answer') call.resolve(reply.value);
    else call.reject(reply.error instanceof SubjectError ? placed(reply.error, this.#job) : reply.error);
  }

  /** The program may end when it has nothing left to do. */
  release(): void {
    this.#send({ release: true });
  }

  /** Ends all calls, now and later. The first error stays. */
  fail(cause: Error): void {
    const error = (this.#error ??= cause);
    for (const { timer, reject } of this.#pending.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#pending.clear();
  }

  #ask(question: object, ms: number): Promise<Plain | undefined> {
    const id = ++this.#last;
    const answer = this.#expect(id, ms);
    if (!this.failed) this.#send({ id, ...question });
    return answer;
  }

  #expect(id: number, ms: number): Promise<Plain | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#error) return reject(this.#error);
      const timer = setTimeout(() => this.#line.stop({ type: 'limit', limit: 'time', ms }), ms);
      this.#pending.set(id, { resolve, reject, timer });
    });
  }

  #send(message: object): void {
    this.#line.send(frameOf(JSON.stringify(message)));
  }
}
