/**
 * A worker from outside: it gets its order, is timed, and is ended, in a loop or when it has reported; what it told on
 * the way makes the verdict. The same for a browser's worker and a thread of Node.
 * Next: pulse.ts, placed.ts, judgement.ts
 */
import type { LimitName, Manifest, Place, TestResult, Text, Verdict } from '@lastack/exercise-kit';
import { endedItself, stoppedAt } from '@lastack/exercise-kit/border';
import { graderFailed, resultOf, sizeOf, verdictOfReport, verdictOfStopped, verdictWithoutTests } from './judgement.ts';
import type { Order, Told } from './messages.ts';
import { placedReport, placedTest } from './placed.ts';
import { createPulse, feel, type Phase } from './pulse.ts';
import type { BegunTest } from './report.ts';

/** A worker as its supervisor holds it. */
export interface WorkerLine {
  post(order: Order): void;
  /** Called once, before `post`. */
  listen(ears: Ears): void;
  end(): void;
}

export interface Ears {
  told(told: Told): void;
  /** The worker ended before it reported: with an exit code, for want of memory, or by our own fault. */
  gone(why: Gone): void;
}

export type Gone =
  | { readonly type: 'exit'; readonly code: number }
  | { readonly type: 'memory' }
  | { readonly type: 'fault'; readonly message: string };

export interface SuperviseOptions {
  readonly manifest: Manifest;
  readonly place: Place;
  /** The learner's file, as written and as compiled. */
  readonly source: string;
  readonly compiled: Pick<Order, 'code' | 'links'>;
  /** The base of all random cases; absent: the public one. */
  readonly seed: number | undefined;
  /** Calls `expired` when `ms` are over, and not before. Returns what calls it off. */
  readonly deadline: (ms: number, expired: () => void) => () => void;
  /** Each test as it ends, in order: the last ones may take their time. */
  readonly onTest?: ((result: TestResult) => void) | undefined;
  /** Ends the run without a verdict. */
  readonly signal?: AbortSignal | undefined;
}

/** Resolves with the verdict; the worker is told to end by then. Rejects with the signal's reason. */
export function supervise(line: WorkerLine, options: SuperviseOptions): Promise<Verdict> {
  return new Promise((resolve, reject) => new Run(line, options, resolve, reject).start());
}

class Run implements Ears {
  readonly #line: WorkerLine;
  readonly #options: SuperviseOptions;
  readonly #resolve: (verdict: Verdict) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #begun = new Map<string, BegunTest['state']>();
  readonly #printed: Printed;
  readonly #off: (() => void)[] = [];
  #offCall: () => void = () => {};
  #over = false;

  constructor(
    line: WorkerLine,
    options: SuperviseOptions,
    resolve: (verdict: Verdict) => void,
    reject: (reason: unknown) => void,
  ) {
    this.#line = line;
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#printed = createPrinted(options.manifest.limits.outputBytes, () => this.#stop('output'));
  }

  start(): void {
    const { manifest, compiled, seed = null, deadline, signal } = this.#options;
    const { totalMs, replyBytes } = manifest.limits;
    this.#line.listen(this);
    const abort = (): void => this.#end(() => this.#reject(signal?.reason));
    if (signal?.aborted === true) return abort();
    signal?.addEventListener('abort', abort);
    const pulse = createPulse();
    this.#off.push(
      () => this.#offCall(),
      () => signal?.removeEventListener('abort', abort),
      deadline(totalMs, () => this.#stop('time')),
    );
    if (pulse) {
      const left = (): void => this.#offCall();
      this.#off.push(feel(pulse, (phase) => this.#enter(phase), left)); // prettier-ignore
    }
    const { code, links } = compiled;
    this.#line.post({ code, links, seed, replyBytes, pulse });
  }

  told(told: Told): void {
    if (this.#over) return;
    const { manifest, place, onTest } = this.#options;
    switch (told.type) {
      case 'ready':
        return;
      case 'entered':
        return this.#enter(told.phase);
      case 'left':
        return this.#offCall();
      case 'begun':
        return void this.#begun.set(told.name, 'running');
      case 'ended':
        this.#begun.set(told.test.name, told.test.state === 'passed' ? 'passed' : 'failed');
        return onTest?.(resultOf(placedTest(told.test, this.#options), manifest));
      case 'printed':
        return this.#printed.add(told.text);
      case 'broken':
        return this.gone({ type: 'fault', message: told.why });
      case 'report':
        return this.#finish(verdictOfReport(manifest, place, placedReport(told.report, this.#options), this.#printed.text())); // prettier-ignore
    }
  }

  gone(why: Gone): void {
    if (this.#over) return;
    const { manifest, place } = this.#options;
    switch (why.type) {
      case 'exit':
        return this.#stopped({ limit: null, text: endedItself(why.code) });
      case 'memory':
        return this.#stop('memory');
      case 'fault': {
        const words = graderFailed(why.message);
        return this.#finish(verdictWithoutTests(manifest, place, 'infrastructure', words, this.#printed.text()));
      }
    }
  }

  #enter(phase: Phase): void {
    const { manifest, deadline } = this.#options;
    const ms = phase === 'load' ? manifest.limits.loadMs : manifest.limits.callMs;
    this.#offCall = deadline(ms, () => this.#stop('time', `${ms / 1000} s`));
  }

  #stop(limit: LimitName, size = sizeOf(limit, this.#options.manifest.limits)): void {
    this.#stopped({ limit, text: stoppedAt(limit, size) });
  }

  #stopped(how: { readonly limit: LimitName | null; readonly text: Text }): void {
    const { manifest, place } = this.#options;
    const tests = [...this.#begun].map(([name, state]) => ({ name, state }));
    this.#finish(verdictOfStopped(manifest, place, how, tests, this.#printed.text()));
  }

  #finish(verdict: Verdict): void {
    this.#end(() => this.#resolve(verdict));
  }

  #end(then: () => void): void {
    if (this.#over) return;
    this.#over = true;
    for (const off of this.#off) off();
    this.#line.end();
    then();
  }
}

interface Printed {
  add(text: string): void;
  text(): string;
}

/** Up to `limit` octets. */
function createPrinted(limit: number, flood: () => void): Printed {
  const encoder = new TextEncoder();
  let kept = '';
  let octets = 0;
  return {
    add(text) {
      octets += encoder.encode(text).length;
      kept += text;
      if (octets > limit) flood();
    },
    text: () => kept.slice(0, limit),
  };
}
