/**
 * What a test does, told while it does it. Whatever goes wrong, everything that was done until then is in the failure,
 * step by step, with the picture as it is at that moment.
 * Next: requirement.ts
 */
import { RuleBroken, type Finding, type Rule } from './rule.ts';
import type { Text } from './text.ts';
import { storyBegins } from './witness.ts';

export interface StoryOptions {
  /** Drawn when the story ends badly, not before. */
  readonly ladder?: () => Text | null;
  /** Of a random case. */
  readonly seed?: number;
  /** What has happened before the first step. */
  readonly before?: readonly Text[];
}

export class Story {
  readonly #told: Text[];
  readonly #options: StoryOptions;

  constructor(options: StoryOptions = {}) {
    this.#told = [...(options.before ?? [])];
    this.#options = options;
    const { ladder, seed } = options;
    storyBegins(() => ({
      tried: [...this.#told],
      ladder: ladder?.() ?? null,
      ...(seed === undefined ? {} : { seed }),
    }));
  }

  get told(): readonly Text[] {
    return this.#told;
  }

  /** The next numbered step. */
  tell(step: Text): void {
    this.#told.push(step);
  }

  /** Ends here: the rule is broken. `ladder` stands for the story's own. */
  fail(rule: Rule, { expected, got, ladder }: Pick<Finding, 'expected' | 'got' | 'ladder'>): never {
    const { seed } = this.#options;
    throw new RuleBroken(rule, {
      tried: [...this.#told],
      ladder: ladder === undefined ? (this.#options.ladder?.() ?? null) : ladder,
      expected,
      got,
      ...(seed === undefined ? {} : { seed }),
    });
  }
}
