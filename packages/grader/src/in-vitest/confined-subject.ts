/**
 * The subject in a confined process: the trusted end of a synchronous call. Deadlines, sizes and the child itself are
 * the pump's business (vitest/pump.mjs); here a reply is read, and a death is put into words.
 */
import { SubjectError, type BorderViolation, type Plain, type Transport } from '@lastack/exercise-kit/border';
import type { Launch } from '../os/confinement.ts';
import { errorOfDeath } from './death.ts';
import type { Job } from './job.ts';
import { loadRequest, START_MS } from './load-request.ts';
import { placed } from './placed.ts';
import { tell } from './progress.ts';
import { openLine, type PumpLine } from './pump-line.ts';
import { Recording } from './recording.ts';
import { broken, readReply, type Reply } from './reply.ts';

export class ConfinedSubject implements Transport {
  readonly #job: Job;
  readonly #limits: Job['limits'];
  readonly #launch: Launch;
  readonly #line: PumpLine;
  readonly #recording: Recording;
  #phase: 'start' | 'load' | 'call' = 'start';
  #last = 0;
  /** Once set, every call ends with it: the file cannot be loaded, or the process is dead, or no longer believed. */
  #final: Error | null = null;

  /** Starts the process at once, so that it comes up while the test file is loaded. */
  constructor(job: Job, launch: Launch) {
    this.#job = job;
    this.#limits = job.limits;
    this.#launch = launch;
    this.#recording = new Recording(job.recording ?? null);
    this.#line = openLine(launch, job.limits);
  }

  /** Loads the learner's file, before the first test. What goes wrong is thrown at every call, as in every place. */
  load(): void {
    try {
      this.#ask(null, START_MS);
      this.#phase = 'load';
      this.#ask(loadRequest(this.#launch, this.#limits), this.#limits.loadMs);
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
    // What it printed is part of a verdict, too.
    if (last.death.type !== 'exit' || last.output !== '') this.#recording.spoil();
    this.#recording.save();
    // A word too many after the last answer shows only now.
    if (last.death.type === 'protocol' && !this.#final) this.#final = this.#errorOf(last);
    tell({ type: 'output', text: last.output });
  }

  #ask(question: object | null, ms: number): Plain | undefined {
    const text = question && JSON.stringify({ id: ++this.#last, ...question });
    const answer = this.#line.ask(text, ms * this.#launch.slowness);
    if (answer.type === 'dead') {
      this.#recording.spoil();
      throw (this.#final = this.#errorOf(answer));
    }
    const reply = this.#read(answer.frame);
    if (reply.type !== 'answer') this.#recording.spoil();
    switch (reply.type) {
      case 'answer':
        if (text !== null && this.#phase === 'call') this.#recording.add(text, answer.frame);
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
      this.#recording.spoil();
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
