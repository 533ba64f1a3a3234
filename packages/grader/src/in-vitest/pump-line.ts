/** The line from the test's thread to the pump's: one question at a time, asleep until it is answered. */
import { performance } from 'node:perf_hooks';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Answer, Death, Order } from '../../vitest/pump.mjs';
import { PATIENCE } from '../../vitest/proc.mjs';
import type { Launch } from '../os/confinement.ts';
import { frameOf } from './frame.ts';
import type { Job } from './job.ts';

export interface PumpLine {
  /** Sends `text` (`null`: waits for the greeting) and blocks until the reply, or until the subject is dead. */
  ask(text: string | null, ms: number): Answer;
  /** Ends the subject; how it had died before, if so, and what it had printed. `null` the second time. */
  close(): { readonly death: Death; readonly output: string } | null;
}

/** ms beyond the pump's own deadlines after which the pump itself is taken for dead. */
const PUMP_MS = 5_000;

/**
 * Blocks until `flag[0]` is not 0, or for `ms`. A notification wakes but does not say so: that of the answer before may
 * come only after its flag was seen and cleared, and whoever believed it would take a living subject for dead.
 */
export function sleepUntilSet(flag: Int32Array<SharedArrayBuffer>, ms: number): void {
  const until = performance.now() + ms;
  while (Atomics.load(flag, 0) === 0) {
    if (Atomics.wait(flag, 0, 0, Math.max(0, until - performance.now())) === 'timed-out') return;
  }
}

export function openLine(launch: Launch, limits: Job['limits']): PumpLine {
  const { port1, port2 } = new MessageChannel();
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const pump = new Worker(new URL('../../vitest/pump.mjs', import.meta.url), {
    workerData: { port: port2, flag, launch, limits },
    transferList: [port2],
    execArgv: [],
  });
  pump.unref();
  port1.unref();

  const order = (what: Order, ms: number): Answer => {
    Atomics.store(flag, 0, 0);
    port1.postMessage(what);
    sleepUntilSet(flag, PATIENCE * ms + PUMP_MS);
    const received = receiveMessageOnPort(port1) as { message: Answer } | undefined;
    return received?.message ?? { type: 'dead', death: { type: 'spawn', message: 'the pump is silent' }, output: '' };
  };
  let closed = false;
  return {
    ask: (text, ms) => order({ type: 'ask', frame: text === null ? null : frameOf(text), ms }, ms),
    close() {
      if (closed) return null;
      closed = true;
      const last = order({ type: 'close' }, 0);
      void pump.terminate();
      return last.type === 'dead' ? last : null;
    },
  };
}
