/**
 * A confined subject that is asked questions whose answers are known. It is under the limits of any run, each held more
 * strictly: at the first doubt it is ended, and nothing is said of it here.
 * Next: trusted-process.ts
 */
import type { Limits } from '@lastack/exercise-kit';
import { ENVELOPE, frameReader } from '../vitest/frame-reader.mjs';
import { NODE_MB } from '../vitest/proc.mjs';
import { frameOf } from './in-vitest/frame.ts';
import { launchChild, type LaunchedChild } from './in-vitest/launch-child.ts';
import { loadRequest, START_MS } from './in-vitest/load-request.ts';
import { watchMemory } from './memory-watch.ts';
import type { Launch } from './os/confinement.ts';

export class AskedAgain {
  readonly #launch: Launch;
  readonly #limits: Limits;
  readonly #child: LaunchedChild;
  readonly #memory: { stop(): void };
  readonly #whole: NodeJS.Timeout;
  #deadline: NodeJS.Timeout;
  #waiting: ((reply: Uint8Array | null) => void) | null = null;
  /** It did what only tests can judge. */
  #doubtful = false;
  #ending = false;

  /** Starts it. */
  constructor(launch: Launch, limits: Limits) {
    this.#launch = launch;
    this.#limits = limits;
    const doubt = (): void => this.#doubt();
    this.#child = launchChild(launch);
    this.#deadline = setTimeout(doubt, START_MS);
    this.#whole = setTimeout(doubt, START_MS + limits.totalMs * launch.slowness);
    this.#memory = watchMemory(this.#child.pid, limits.memoryMB + NODE_MB, doubt);
    for (const printed of [this.#child.stdout, this.#child.stderr]) printed.on('data', doubt);
    const frames = { frame: (bytes: Uint8Array) => this.#hear(bytes), tooLong: doubt };
    this.#child.replies.on('data', frameReader(limits.replyBytes + ENVELOPE, frames));
    void this.#child.ended.then(() => {
      if (!this.#ending) doubt();
    });
  }

  /** Whether the learner's file could be loaded. Called at once. */
  async load(): Promise<boolean> {
    const { loadMs, callMs } = this.#limits;
    if ((await this.#reply()) === null) return false;
    this.#within(loadMs);
    const request = { id: 1, ...loadRequest(this.#launch, this.#limits) };
    const loaded = await this.ask(frameOf(JSON.stringify(request)));
    this.#within(callMs);
    return loaded !== null && Buffer.from(loaded).toString('latin1') === '1 nothing';
  }

  /** Its reply; `null`: there is none that could count. */
  ask(question: Uint8Array): Promise<Uint8Array | null> {
    const reply = this.#reply();
    this.#deadline.refresh();
    if (!this.#doubtful) this.#child.send(question);
    return reply;
  }

  /** Ends it, and waits for its end; whether answers to questions were all that came. */
  async end(): Promise<boolean> {
    this.#ending = true;
    clearTimeout(this.#deadline);
    clearTimeout(this.#whole);
    this.#memory.stop();
    this.#child.destroy();
    await this.#child.ended;
    return !this.#doubtful;
  }

  #reply(): Promise<Uint8Array | null> {
    return new Promise((resolve) => {
      if (this.#doubtful) resolve(null);
      else this.#waiting = resolve;
    });
  }

  #hear(bytes: Uint8Array): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) this.#doubt();
    else waiting(bytes);
  }

  #within(ms: number): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#doubt(), ms * this.#launch.slowness);
  }

  #doubt(): void {
    this.#doubtful = true;
    this.#waiting?.(null);
    this.#waiting = null;
    this.#child.destroy();
  }
}
