/**
 * The subject in a confined process: the trusted end of a synchronous call. Deadlines, sizes and the child itself are
 * the pump's business (vitest/pump.mjs); here a reply is read, and a death is put into words.
 */
import { SubjectError, type BorderViolation, type Plain, type Transport } from '@lastack/exercise-kit/border';
import type { Launch } from '../os/confinement.ts';
import { errorOfDeath } from './death.ts';
import type { Job } from './job.ts';
import { placed } from './placed.ts';
import { tell } from './progress.ts';
import { openLine, type PumpLine } from './pump-line.ts';
import { broken, readReply, type Reply } from './reply.ts';

/** ms for the confined process to start: the machine's time, not the learner's. */
const START_MS = 30_000;

export class ConfinedSubject implements Transport {
  readonly #job: Job;
  readonly #limits: Job['limits'];
  readonly #launch: Launch;
  readonly #line: PumpLine;
  #phase: 'start' | 'load' | 'call' = 'start';
  #last = 0;
  /** Once set, every call ends with it: the file cannot be loaded, or the process is dead, or no longer believed. */
  #final: Error | null = null;

  /** Starts the process at once, so that it comes up while the test file is loaded. */
  constructor(job: Job, launch: Launch) {
    this.#job = job;
    this.#limits = job.limits;
    this.#launch = launch;
    this.#line = openLine(launch, job.limits);
  }

  /** Loads the learner's file, before the first test. What goes wrong is thrown at every call, as in every place. */
  load(): void {
    const { loadMs, callMs, replyBytes, memoryMB } = this.#limits;
    const { load, slowness } = this.#launch;
    const own = { memoryMB, loadMs: slowness * loadMs, callMs: slowness * callMs };
    try {
      this.#ask(null, START_MS);
      this.#phase = 'load';
      this.#ask({ load, replyBytes, ...own }, loadMs);
      this.#phase = 'call';
    } catch (thrown) {
      this.#final ??= thrown as Error;
    }
  }

  call(name: string, args: readonly Plain[]): Plain | undefined {
    if (this.#final) throw this.#final;
    return this.#ask({ name, args }, this.#limits.callMs);
  }

  close(): void {
    const last = this.#line.close();
    if (!last) return;
    // A word too many after the last answer shows only now.
    if (last.death.type === 'protocol' && !this.#final) this.#final = this.#errorOf(last);
    tell({ type: 'output', text: last.output });
  }

  #ask(question: object | null, ms: number): Plain | undefined {
    const text = question && JSON.stringify({ id: ++this.#last, ...question });
    const answer = this.#line.ask(text, ms * this.#launch.slowness);
    if (answer.type === 'dead') throw (this.#final = this.#errorOf(answer));
    const reply = this.#read(answer.frame);
    switch (reply.type) {
      case 'answer':
        return reply.value;
      case 'stopped':
        throw (this.#final = this.#errorOf({ death: { type: 'limit', limit: reply.limit, ms }, output: '' }));
      case 'error':
        throw reply.error instanceof SubjectError ? placed(reply.error, this.#job) : reply.error;
    }
  }

  #read(frame: Uint8Array): Reply {
    try {
      const reply = readReply(frame, this.#limits.replyBytes);
      if (reply.id !== this.#last) throw broken('an answer to no question');
      return reply;
    } catch (violation) {
      this.#final = violation as BorderViolation;
      tell({ type: 'breach', text: (violation as BorderViolation).text });
      this.close();
      throw violation;
    }
  }

  #errorOf({ death, output }: { death: Parameters<typeof errorOfDeath>[0]; output: string }): Error {
    return errorOfDeath(death, this.#limits, { phase: this.#phase, output });
  }
}
