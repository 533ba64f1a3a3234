/**
 * Who keeps what a test does, for its account. There is a witness only where a runner asks for one: in all other runs
 * nothing is kept, and nothing drawn. Stories, worlds and the border report here.
 * Next: account.ts
 */
import type { Account, AskedCall, Parting, RepeatedCall } from './account.ts';
import { callText, plainText } from './asking.ts';

const SLOT = Symbol.for('@lastack/exercise-kit/witness');

/** A story as it would be told now. */
export type ToldSoFar = () => Pick<Account, 'tried' | 'ladder' | 'seed'>;

/** Questions that are kept; more are only counted. */
const MOST_KEPT = 50_000;
/** Of a story, in its account. */
const LAST_CALLS = 5;
/** Characters of a question, or of an answer, in an account. */
const LONGEST = 1_000;

export class Witness {
  readonly #stories: { readonly told: ToldSoFar; readonly from: number }[] = [];
  readonly #calls: AskedCall[] = [];
  #asked = 0;
  #inScene = false;

  begins(told: ToldSoFar): void {
    if (!this.#inScene) this.#stories.push({ told, from: this.#calls.length });
  }

  scene<T>(told: ToldSoFar, play: () => T): T {
    this.begins(told);
    const before = this.#inScene;
    this.#inScene = true;
    try {
      return play();
    } finally {
      this.#inScene = before;
    }
  }

  hears(call: AskedCall): void {
    this.#asked += 1;
    if (this.#calls.length < MOST_KEPT) this.#calls.push(call);
  }

  /** Every question that was kept: what another run of the same test is compared with. */
  calls(): readonly AskedCall[] {
    return this.#calls;
  }

  /** `reference`: the questions of a run of the same test with the right answer; `null`: not compared. */
  account(reference: readonly AskedCall[] | null): Account {
    const parting = reference === null ? undefined : this.#parting(reference);
    const until = parting?.nth ?? this.#calls.length;
    const story = this.#stories.findLast(({ from }) => from < until) ?? this.#stories.at(-1);
    return {
      ...(story?.told() ?? { tried: [], ladder: null }),
      calls: lastOf(this.#calls.slice(story?.from ?? 0, until)),
      asked: this.#asked,
      ...(parting === undefined ? {} : { parting }),
    };
  }

  /** `undefined`: other questions come before any other answer, or too many: nothing can be said. */
  #parting(reference: readonly AskedCall[]): Parting | null | undefined {
    for (const [index, asked] of this.#calls.entries()) {
      const right = reference[index];
      if (right?.call !== asked.call) return undefined;
      if (right.answer !== asked.answer) return { ...short(asked), nth: index + 1, reference: cut(right.answer) };
    }
    return reference.length === this.#asked ? null : undefined;
  }
}

/** The last few, short; what repeats itself counts as one. */
function lastOf(calls: readonly AskedCall[]): RepeatedCall[] {
  const last: RepeatedCall[] = [];
  for (let index = calls.length - 1; index >= 0; index -= 1) {
    const { call, answer } = calls[index]!;
    const [next] = last;
    if (next?.call === call && next.answer === answer) last[0] = { ...next, times: next.times + 1 };
    else if (last.length === LAST_CALLS) break;
    else last.unshift({ call, answer, times: 1 });
  }
  return last.map((one) => ({ ...one, ...short(one) }));
}

const cut = (words: string): string =>
  words.length > LONGEST ? `${words.slice(0, LONGEST)}… (${words.length})` : words;
const short = ({ call, answer }: AskedCall): AskedCall => ({ call: cut(call), answer: cut(answer) });

type Slot = { [SLOT]?: Witness | null };

const present = (): Witness | null => (globalThis as Slot)[SLOT] ?? null;

/** For runners: from now on everything is kept, until another witness or `null` takes its place. */
export function callWitness(witness: Witness | null): void {
  (globalThis as Slot)[SLOT] = witness;
}

export const isWitnessed = (): boolean => present() !== null;

/** A story begins; what is asked from now on belongs to it. */
export const storyBegins = (told: ToldSoFar): void => present()?.begins(told);

/** A story that is played at once: whatever tells a story inside belongs to it. */
export function inScene<T>(told: ToldSoFar, play: () => T): T {
  const witness = present();
  return witness === null ? play() : witness.scene(told, play);
}

/** The learner's code was asked, and has answered. */
export const wasAsked = (name: string, args: readonly unknown[], answer: unknown): void =>
  present()?.hears({ call: callText(name, args), answer: plainText(answer) });
