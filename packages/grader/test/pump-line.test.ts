/** The line to the pump: who is woken looks whether there is an answer. */
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { sleepUntilSet } from '../src/in-vitest/pump-line.ts';

const MINUTE = 60_000;

test('a notification without an answer wakes nobody for good', async () => {
  const flag = new Int32Array(new SharedArrayBuffer(8));
  // Three times somebody is woken for nothing; then the flag is set, and how often that was is written beside it.
  const waker = new Worker(
    `const { workerData: flag } = require('node:worker_threads');
     while (flag[1] < 3) flag[1] += Atomics.notify(flag, 0);
     Atomics.store(flag, 0, 1);
     Atomics.notify(flag, 0);`,
    { eval: true, workerData: flag },
  );
  sleepUntilSet(flag, MINUTE);
  expect([...flag]).toEqual([1, 3]);
  await waker.terminate();
});

test('nobody answers: it ends all the same', () => {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  sleepUntilSet(flag, 1);
  expect(flag[0]).toBe(0);
});
