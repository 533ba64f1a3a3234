/** A worker in Node: a thread of this process, with V8's limit on its heap and a watch over everybody's memory. */
import { Worker } from 'node:worker_threads';
import { VM_MODULES } from './realm/own-realm.ts';
import type { Ears, WorkerLine } from './supervise.ts';
import type { Told } from './messages.ts';

export interface ThreadLine extends WorkerLine {
  /** Ends it; resolves when the thread is gone. */
  ended(): Promise<void>;
}

/** What the tests and the simulator need beside the learner's code, in MB. */
const TESTS_MB = 192;
const MEMORY_PERIOD_MS = 100;

/** Starts a thread with `script`; it keeps no process alive until it gets its order. */
export function openThread(script: string, memoryMB: number): ThreadLine {
  const worker = new Worker(script, {
    execArgv: ['--no-warnings', VM_MODULES],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMB + TESTS_MB },
  });
  worker.unref();
  let looking: NodeJS.Timeout | undefined;
  // A thread that fails before anybody listens says so again at its end.
  worker.on('error', () => {});
  return {
    listen(ears) {
      hear(worker, ears);
      const before = process.memoryUsage.rss();
      const most = (memoryMB + TESTS_MB) * 1024 * 1024;
      looking = setInterval(() => {
        if (process.memoryUsage.rss() - before > most) ears.gone({ type: 'memory' });
      }, MEMORY_PERIOD_MS);
    },
    post(order) {
      worker.ref();
      worker.postMessage(order);
    },
    end: () => void end(),
    ended: end,
  };

  async function end(): Promise<void> {
    clearInterval(looking);
    await worker.terminate();
  }
}

function hear(worker: Worker, ears: Ears): void {
  worker.on('message', (told: Told) => ears.told(told));
  worker.on('error', (error) => {
    const memory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    ears.gone(memory ? { type: 'memory' } : { type: 'fault', message: error.message });
  });
  worker.on('exit', (code) => ears.gone({ type: 'exit', code }));
}

const PATIENCE = 4;

/**
 * A limit on wall time that does not blame the starved: when it is over, a process that has used half of it in CPU time
 * is at work, and is stopped; one that has hardly got the CPU, or sleeps, gets four times as long.
 */
export function patientDeadline(ms: number, expired: () => void): () => void {
  const before = process.cpuUsage();
  let timer = setTimeout(() => {
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 >= ms / 2) expired();
    else timer = setTimeout(expired, (PATIENCE - 1) * ms);
  }, ms);
  return () => clearTimeout(timer);
}
