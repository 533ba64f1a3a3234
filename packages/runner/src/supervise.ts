/**
 * A worker from outside: it gets its order, is timed, and is ended, in a loop or when it has reported; what it told on
 * the way makes the verdict. The same for a browser's worker and a thread of Node.
 * Next: judgement.ts
 */
import type { LimitName, Manifest, Place, TestResult, Text, Verdict } from '@lastack/exercise-kit';
import { endedItself, stoppedAt } from '@lastack/exercise-kit/border';
import { graderFailed, resultOf, sizeOf, verdictOfReport, verdictOfStopped, verdictWithoutTests } from './judgement.ts';
import type { Order, Told } from './messages.ts';
import type { BegunTest, Report } from './report.ts';

/** A worker as its supervisor holds it. */
export interface WorkerLine {
  post(order: Order): void;
  /** Called once, before `post`. */
  listen(ears: Ears): void;
  end(): void;
}

export interface Ears {
  told(told: Told): void;
  /** The worker ended before it reported. `code`: with an exit code; `memory`: it had no more; `fault`: our own. */
  gone(why: Gone): void;
}

export type Gone =
  | { readonly type: 'exit'; readonly code: number }
  | { readonly type: 'memory' }
  | { readonly type: 'fault'; readonly message: string };

export interface SuperviseOptions {
  readonly manifest: Manifest;
  readonly place: Place;
  readonly order: Order;
  /** Calls `expired` when `ms` are over, and not before. Returns what calls it off. */
  readonly deadline: (ms: number, expired: () => void) => () => void;
  /** Each test as it ends, in order: the last ones may take their time. */
  readonly onTest?: ((result: TestResult) => void) | undefined;
  /** Ends the run without a verdict. */
  readonly signal?: AbortSignal | undefined;
}

/** Resolves with the verdict; the worker is ended by then. Rejects with the signal's reason. */
export function supervise(line: WorkerLine, options: SuperviseOptions): Promise<Verdict> {
  const { manifest, place, order, deadline, onTest, signal } = options;
  const { limits } = manifest;
  return new Promise((resolve, reject) => {
    const begun = new Map<string, BegunTest['state']>();
    const printed = createPrinted(limits.outputBytes, () => stop('output'));
    let offCall = (): void => {};
    let over = false;
    const offTotal = deadline(limits.totalMs, () => stop('time'));

    function finish(verdict: Verdict): void {
      if (over) return;
      end();
      resolve(verdict);
    }
    function end(): void {
      over = true;
      offCall();
      offTotal();
      signal?.removeEventListener('abort', abort);
      line.end();
    }
    function abort(): void {
      end();
      reject(signal?.reason as Error);
    }
    function stop(limit: LimitName, size = sizeOf(limit, limits)): void {
      stopped({ limit, text: stoppedAt(limit, size) });
    }
    function stopped(how: { limit: LimitName | null; text: Text }): void {
      const tests = [...begun].map(([name, state]) => ({ name, state }));
      finish(verdictOfStopped(manifest, place, how, tests, printed.text()));
    }
    function enter(what: 'load' | 'call'): void {
      const ms = what === 'load' ? limits.loadMs : limits.callMs;
      offCall = deadline(ms, () => stop('time', `${ms / 1000} s`));
    }
    function report(found: Report): void {
      finish(verdictOfReport(manifest, place, found, printed.text()));
    }

    line.listen({
      told(told) {
        if (over) return;
        switch (told.type) {
          case 'ready':
            return;
          case 'entered':
            return enter(told.what);
          case 'left':
            return offCall();
          case 'begun':
            return void begun.set(told.name, 'running');
          case 'ended':
            begun.set(told.test.name, told.test.state === 'passed' ? 'passed' : 'failed');
            return onTest?.(resultOf(told.test, manifest));
          case 'printed':
            return printed.add(told.stream, told.text);
          case 'report':
            return report(told.report);
        }
      },
      gone(why) {
        if (over) return;
        switch (why.type) {
          case 'exit':
            return stopped({ limit: null, text: endedItself(why.code) });
          case 'memory':
            return stop('memory');
          case 'fault':
            return finish(verdictWithoutTests(manifest, place, 'infrastructure', graderFailed(why.message), printed.text())); // prettier-ignore
        }
      },
    });
    if (signal?.aborted === true) return abort();
    signal?.addEventListener('abort', abort);
    line.post(order);
  });
}

interface Printed {
  add(stream: 'out' | 'error', text: string): void;
  text(): string;
}

/** Up to `limit` octets; standard output and standard error apart, as in the terminal. */
function createPrinted(limit: number, flood: () => void): Printed {
  const encoder = new TextEncoder();
  const kept = { out: '', error: '' };
  let octets = 0;
  return {
    add(stream, text) {
      octets += encoder.encode(text).length;
      kept[stream] += text;
      if (octets > limit) flood();
    },
    text: () => (kept.out + kept.error).slice(0, limit),
  };
}
