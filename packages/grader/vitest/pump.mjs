/**
 * A thread of the trusted process that owns one confined subject: starts it, passes one request at a time, holds the
 * clock, counts octets, watches memory, and kills. The thread that runs the test sleeps in `Atomics.wait` meanwhile, so
 * a call across processes looks like any function call (src/in-vitest/confined-subject.ts is the other end).
 */
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import process from 'node:process';
import { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers';
import { workerData } from 'node:worker_threads';
import { ENVELOPE, frameReader } from './frame-reader.mjs';
import { descendantsOf, NODE_MB, PATIENCE, usageOf } from './proc.mjs';

/**
 * @typedef {{ type: 'exit', code: number | null, signal: string | null }
 *   | { type: 'limit', limit: 'time' | 'memory' | 'output' | 'reply', ms?: number }
 *   | { type: 'protocol', what: string } | { type: 'spawn', message: string }} Death
 * @typedef {{ type: 'reply', frame: Uint8Array } | { type: 'dead', death: Death, output: string }} Answer
 * @typedef {{ type: 'ask', frame: Uint8Array | null, ms: number } | { type: 'close' }} Order
 * @typedef {{ command: readonly string[], env: Readonly<Record<string, string>>, seccomp: string | null }} Launch
 */

/**
 * @type {{ port: import('node:worker_threads').MessagePort, flag: Int32Array, launch: Launch,
 *          limits: { replyBytes: number, outputBytes: number, memoryMB: number } }}
 */
const { port, flag, launch, limits } = workerData;

const USAGE_PERIOD_MS = 100;

const [command = '', ...args] = launch.command;
const seccomp = launch.seccomp === null ? 'ignore' : openSync(launch.seccomp, 'r');
const child = spawn(command, args, {
  cwd: '/',
  env: launch.env,
  // 3: requests, 4: replies, 5: what bubblewrap reads the filter from.
  stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', seccomp],
  detached: true,
});
const requests = /** @type {import('node:stream').Writable} */ (child.stdio[3]);
const replies = /** @type {import('node:stream').Readable} */ (/** @type {unknown} */ (child.stdio[4]));

/** @type {Death | null} */
let death = null;
/** Whether the test's thread waits for an answer. */
let asked = false;
/** @type {NodeJS.Timeout | undefined} */
let deadline;

/** Wakes the test's thread. @param {Answer} message */
function answer(message) {
  if (!asked) return;
  asked = false;
  clearTimeout(deadline);
  port.postMessage(message);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
}

/** The first cause counts. @param {Death} cause */
function die(cause) {
  if (death) return;
  death = cause;
  clearInterval(looking);
  kill();
}

function kill() {
  for (const pid of [child.pid && -child.pid, child.pid]) {
    try {
      if (pid) process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}

// --- what it prints -------------------------------------------------------------------------------------------------

/** @type {[Buffer[], Buffer[]]} */
const printed = [[], []];
let printedBytes = 0;
[child.stdout, child.stderr].forEach((stream, index) =>
  stream?.on('data', (/** @type {Buffer} */ chunk) => {
    const room = limits.outputBytes - printedBytes;
    printedBytes += chunk.length;
    if (room > 0) printed[index]?.push(chunk.subarray(0, room));
    if (printedBytes > limits.outputBytes) die({ type: 'limit', limit: 'output' });
  }),
);
const output = () => Buffer.concat(printed.flat()).toString('utf8');

// --- what it answers ------------------------------------------------------------------------------------------------

/** The host says once, unasked, that it is there; that is before it has loaded any learner's code. */
let greeted = false;
/** @type {Uint8Array | null} */
let greeting = null;
replies.on(
  'data',
  frameReader(limits.replyBytes + ENVELOPE, {
    frame(bytes) {
      if (death) return;
      if (!asked && greeted) return die({ type: 'protocol', what: 'it spoke without being asked' });
      if (!asked) greeting = bytes;
      greeted = true;
      answer({ type: 'reply', frame: bytes });
    },
    tooLong: () => die({ type: 'limit', limit: 'reply' }),
  }),
);

// --- how it ends ----------------------------------------------------------------------------------------------------

requests.on('error', () => {});
replies.on('error', () => {});
child.on('error', ({ message }) => ended({ type: 'spawn', message }));
child.on('close', (code, signal) => ended({ type: 'exit', code, signal }));

/** @param {Death} how */
function ended(how) {
  death ??= how;
  clearInterval(looking);
  answer({ type: 'dead', death, output: output() });
  closed = true;
  if (closing) finish();
}

const usage = () => usageOf(child.pid === undefined ? [] : descendantsOf(child.pid));
/** CPU time up to the last look: a call is much shorter than the look itself would be. */
let cpuMs = 0;
const looking = setInterval(() => {
  const now = usage();
  cpuMs = now.cpuMs;
  if (now.bytes > (limits.memoryMB + NODE_MB) * 1024 * 1024) die({ type: 'limit', limit: 'memory' });
}, USAGE_PERIOD_MS);

/** @param {number} ms */
function watch(ms) {
  const before = cpuMs;
  deadline = setTimeout(() => {
    const worked = usage().cpuMs - before;
    if (worked >= ms / 2) return die({ type: 'limit', limit: 'time', ms });
    deadline = setTimeout(() => die({ type: 'limit', limit: 'time', ms }), ms * (PATIENCE - 1));
  }, ms);
}

// --- orders of the test's thread ------------------------------------------------------------------------------------

let closing = false;
let closed = false;

function finish() {
  asked = true;
  answer({ type: 'dead', death: death ?? { type: 'exit', code: 0, signal: null }, output: output() });
  port.close();
}

port.on('message', (/** @type {Order} */ order) => {
  if (order.type === 'close') {
    closing = true;
    die({ type: 'exit', code: 0, signal: null });
    if (closed) finish();
    return;
  }
  asked = true;
  if (closed && death) return answer({ type: 'dead', death, output: output() });
  if (order.frame) requests.write(order.frame);
  else if (greeting) return answer({ type: 'reply', frame: greeting });
  watch(order.ms);
});
