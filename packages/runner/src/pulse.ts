/**
 * Whether the learner's code is running right now, as the supervisor of a worker must know: what loops cannot say so.
 * In shared memory where there is any (a thread of Node; a page that is cross-origin isolated): a number that goes up
 * when the code is entered and when it is left, so that an odd one means inside. Otherwise each time by a message.
 */

export type Pulse = Int32Array<SharedArrayBuffer>;

/** What runs: the loading of the file, or a call. */
export type Phase = 'load' | 'call';

/** `null` where memory cannot be shared. */
export function createPulse(): Pulse | null {
  const isolated: unknown = Reflect.get(globalThis, 'crossOriginIsolated');
  if (isolated === false || typeof SharedArrayBuffer === 'undefined') return null;
  return new Int32Array(new SharedArrayBuffer(8));
}

/** The worker's side. */
export function beat(pulse: Pulse, phase: Phase): void {
  Atomics.store(pulse, 1, phase === 'load' ? 1 : 0);
  Atomics.add(pulse, 0, 1);
}

const LOOK_MS = 25;

/** The supervisor's side: calls `entered` and `left` in turn, soon after. Returns what ends it. */
export function feel(pulse: Pulse, entered: (phase: Phase) => void, left: () => void): () => void {
  let seen = 0;
  const timer = setInterval(() => {
    const now = Atomics.load(pulse, 0);
    if (now === seen) return;
    if (seen % 2 !== 0) left();
    seen = now;
    if (now % 2 !== 0) entered(Atomics.load(pulse, 1) === 1 ? 'load' : 'call');
  }, LOOK_MS);
  return () => clearInterval(timer);
}
