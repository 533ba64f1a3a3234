/** The worker's machine in Node: a thread, and in it a realm of its own for the learner's code. */
import { parentPort } from 'node:worker_threads';
import type { Order } from '../messages.ts';
import { openRealm, SUBJECT_MODULE } from '../realm/own-realm.ts';
import { serve, type Machine } from './serve.ts';

export function serveInNode(load: () => Promise<unknown>, language: string): Promise<void> {
  return serve(machine, load, language);
}

const port = parentPort;
const strays: unknown[] = [];

const machine: Machine = {
  collectsFirst: true,
  tell: (told) => port?.postMessage(told),
  order: () => new Promise<Order>((resolve) => port?.once('message', resolve)),
  prepare({ code }, language, print) {
    process.on('unhandledRejection', (reason) => strays.push(reason));
    process.on('uncaughtException', (error) => strays.push(error));
    // A file that waits for ever at its top level must not end the thread, which would have nothing else to do.
    setInterval(() => {}, 2 ** 30);
    return { load: () => openRealm(code, () => language, print), file: SUBJECT_MODULE };
  },
  async strays() {
    // A rejection counts as uncaught when the present turn is over.
    await new Promise((resolve) => setImmediate(resolve));
    return strays;
  },
};
