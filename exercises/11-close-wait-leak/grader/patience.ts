/**
 * Waiting for what may never come. Only failures wait to the end, and no time alone makes one: silence counts once the
 * program has had its turns in it, however busy the machine is.
 */
import type { Program } from './crawling.ts';

/** ms of silence. */
const PATIENCE = 2_000;
/** The program has read what was sent before. */
const ROUND_TRIPS = 5;
/** It has read all that a kernel keeps for it, and done what it is going to do. */
export const LAST_ROUND_TRIPS = 100;

/**
 * Round trips through the program's event loop and none of its functions: it has had its turn, and has seen what was
 * sent before. A call to what it does not export is answered at once, with an error.
 */
export async function turns(program: Program, roundTrips = ROUND_TRIPS): Promise<void> {
  const call = program.call as (name: string) => Promise<unknown>;
  for (let i = 0; i < roundTrips; i += 1) await call('nothing').catch(() => {});
}

/** The promise's value, or null: it does not come, and neither does anything else. `come` counts what does. */
export async function patiently<T>(program: Program, promise: Promise<T>, come = () => 0): Promise<T | null> {
  for (let before = -1; before < come();) {
    before = come();
    const value = (await soon(promise)) ?? (await Promise.race([promise, turns(program, LAST_ROUND_TRIPS)])) ?? null;
    if (value !== null) return value;
  }
  return null;
}

async function soon<T>(promise: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), PATIENCE)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
