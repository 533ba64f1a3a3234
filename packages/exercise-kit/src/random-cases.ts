/**
 * Random cases: an answer copied from the cases one can read does not pass. Each case has a seed of its own, which is
 * in its failure and draws it again, alone.
 * Next: memory.ts
 */
import { randomFrom, seedFor, type Random } from './random.ts';

const SLOT = Symbol.for('@lastack/exercise-kit/replay');

/** For runners: from now on, only the case with this seed is played. `null`: all of them. */
export function replayOnly(seed: number | null): void {
  (globalThis as { [SLOT]?: number | null })[SLOT] = seed;
}

/**
 * Plays `count` cases named `name 0`, `name 1`, …; the first that throws ends it.
 * @param play told the seed for its `Story`, and which case it is
 */
export function randomCases(
  name: string,
  count: number,
  play: (random: Random, seed: number, nth: number) => void,
): void {
  const replayed = (globalThis as { [SLOT]?: number | null })[SLOT] ?? null;
  for (let nth = 0; nth < count; nth += 1) {
    const seed = seedFor(`${name} ${nth}`);
    if (replayed === null || replayed === seed) play(randomFrom(seed), seed, nth);
  }
}
