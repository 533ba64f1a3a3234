/** The worker's machine in Node: a thread. */
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { parentPort } from 'node:worker_threads';
import { endedItself, SubjectError } from '@lastack/exercise-kit/border';
import type { Order, Told } from '../messages.ts';
import { serve, type Machine } from './serve.ts';

export function serveInNode(load: () => Promise<unknown>, language: string): Promise<void> {
  return serve(machine, load, language);
}

const port = parentPort;

const machine: Machine = {
  tell: (told: Told) => port?.postMessage(told),
  order: () => new Promise<Order>((resolve) => port?.once('message', resolve)),
  addressOf: (code) => `data:text/javascript;charset=utf-8,${encodeURIComponent(code)}`,
  catchOutput(print) {
    const stream = (name: 'out' | 'error'): Writable =>
      new Writable({
        write(chunk: Buffer, _, done) {
          print(name, chunk.toString());
          done();
        },
      });
    const [stdout, stderr] = [stream('out'), stream('error')];
    globalThis.console = new Console({ stdout, stderr, colorMode: false });
    process.stdout.write = stdout.write.bind(stdout) as typeof process.stdout.write;
    process.stderr.write = stderr.write.bind(stderr) as typeof process.stderr.write;
  },
  catchStrays() {
    const strays: unknown[] = [];
    process.on('unhandledRejection', (reason) => strays.push(reason));
    process.on('uncaughtException', (error) => strays.push(error));
    return () => strays;
  },
  /** `process.exit` in the learner's code is an answer not given: from then on every call says so. */
  catchExit() {
    let error: SubjectError | null = null;
    process.exit = (code) => {
      error ??= new SubjectError(endedItself(Number(code ?? process.exitCode ?? 0)));
      throw error;
    };
    return () => error;
  },
};
