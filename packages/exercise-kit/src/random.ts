/**
 * Random cases that everybody can replay. A seed names the whole sequence: the same on every engine,
 * because only 32-bit integer arithmetic is used.
 */

/** Numbers drawn one after the other from a seed. */
export interface Random {
  /** A whole number from `low` to `high`, both included; `high − low` < 2^32. */
  integer(low: number, high: number): number;
  /** true with a chance of one in `n`. */
  oneIn(n: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** A sequence number, 0 … 2^32 − 1; every other one lies so near 0 or 2^32 that a window wraps. */
  sequenceNumber(): number;
}

/** A generator (splitmix32) that starts at `seed`. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  const integer = (low: number, high: number): number => low + (next() % (high - low + 1));
  return {
    integer,
    oneIn: (n) => next() % n === 0,
    pick: (choices) => choices[next() % choices.length] as (typeof choices)[0],
    sequenceNumber: () => (next() % 2 === 0 ? next() : (integer(0, 131_072) - 65_536) >>> 0),
  };
}

/** What a runner may set before the test file is loaded; see `seedFor`. */
const SLOT = Symbol.for('@lastack/exercise-kit/seed');

/** The public seed: what a learner's own terminal and browser use. */
export const PUBLIC_SEED = 20240;

/**
 * The seed of this run's random cases, one of its own for each `name` in a test file. An instructor's grader sets
 * another base with `setSeed`; a failure prints the result, which replays that case alone.
 */
export function seedFor(name: string): number {
  const base = (globalThis as { [SLOT]?: number })[SLOT] ?? PUBLIC_SEED;
  let hash = base >>> 0;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

/** For runners: the base of every `seedFor` in this realm, an unsigned 32-bit integer. */
export function setSeed(base: number): void {
  (globalThis as { [SLOT]?: number })[SLOT] = base >>> 0;
}
