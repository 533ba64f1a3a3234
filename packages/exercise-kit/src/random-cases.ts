/**
 * Random cases: an answer copied from the cases one can read does not pass. Each case has a seed of its own, which is
 * in its failure and draws it again, alone.
 * Next: memory.ts
 */
import { randomFrom, seedFor, type Random } from './random.ts';
import { RuleBroken, type Rule } from './rule.ts';

const SLOT = Symbol.for('@lastack/exercise-kit/replay');

interface Replay {
  readonly seed: number;
  readonly anywhere: boolean;
  played: number;
}

type Slot = { [SLOT]?: Replay | null };

const replay = (): Replay | null => (globalThis as Slot)[SLOT] ?? null;

/**
 * For runners: from now on, only the case with this seed is played. `null`: all of them.
 * @param anywhere the seed was drawn under another base, an instructor's: nobody knows for which name, so that every
 *   `randomCases` plays one case with it
 */
export function replayOnly(seed: number | null, anywhere = false): void {
  (globalThis as Slot)[SLOT] = seed === null ? null : { seed, anywhere, played: 0 };
}

/** For runners: how many cases have been played since `replayOnly`. */
export const casesReplayed = (): number => replay()?.played ?? 0;

/**
 * Plays `count` cases named `name 0`, `name 1`, …; the first that throws ends it.
 * @param play told the seed for its `Story`, and which case it is
 */
export function randomCases(
  name: string,
  count: number,
  play: (random: Random, seed: number, nth: number) => void,
): void {
  const replayed = replay();
  if (replayed?.anywhere === true) return playOne(replayed.seed, 0, play);
  for (let nth = 0; nth < count; nth += 1) {
    const seed = seedFor(`${name} ${nth}`);
    if (replayed === null || replayed.seed === seed) playOne(seed, nth, play);
  }
}

/** A failure that does not know its seed, since it came out of a world, gets it here. */
function playOne(seed: number, nth: number, play: Parameters<typeof randomCases>[2]): void {
  const replayed = replay();
  if (replayed !== null) replayed.played += 1;
  try {
    play(randomFrom(seed), seed, nth);
  } catch (thrown) {
    if (!(thrown instanceof RuleBroken) || thrown.failure.seed !== undefined) throw thrown;
    throw new RuleBroken(thrown.failure as Rule, { ...thrown.failure, seed });
  }
}
