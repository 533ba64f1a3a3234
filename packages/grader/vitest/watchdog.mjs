/**
 * A thread beside the learner's code in the terminal. It looks at shared memory for the number of the call that is
 * running; when the same call is still there after its limit, it says so and ends the process from outside the loop.
 */
import { appendFileSync, writeSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setInterval } from 'node:timers';
import { workerData } from 'node:worker_threads';

/** @type {{ flag: Int32Array, progress: string | null, callMs: number, loadMs: number, onCall: string, onLoad: string }} */
const { flag, progress, callMs, loadMs, onCall, onLoad } = workerData;

const STEPS = 10;
const PATIENCE = 4;
let seen = 0;
let since = 0;
let cpu = process.cpuUsage();

setInterval(
  () => {
    const running = Atomics.load(flag, 0);
    if (running === 0 || running !== seen) {
      seen = running;
      since = performance.now();
      cpu = process.cpuUsage();
      return;
    }
    const loading = Atomics.load(flag, 1) === 1;
    const limit = loading ? loadMs : callMs;
    const passed = performance.now() - since;
    if (passed < limit) return;
    // On a busy machine time passes without the learner's doing: whoever has not used it gets more.
    const worked = process.cpuUsage(cpu);
    if ((worked.user + worked.system) / 1000 < limit / 2 && passed < PATIENCE * limit) return;
    const line = `${loading ? onLoad : onCall}\n`;
    if (progress === null) writeSync(2, JSON.parse(line).text.en + '\n');
    else appendFileSync(progress, line);
    process.kill(process.pid, 'SIGKILL');
  },
  Math.max(20, Math.min(callMs, loadMs) / STEPS),
);
