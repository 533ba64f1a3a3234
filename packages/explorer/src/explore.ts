/**
 * Every state that can be reached, each visited once, nearest first: what breaks a rule is met by the shortest way.
 * A visited state leaves its key and eight octets behind; whole states exist only on the frontier. The way to a
 * counterexample is walked again from the start, so `next` must answer the same each time it is asked.
 * Next: ledger.ts
 */
import { Ledger, type Key } from './ledger.ts';

/** One way on from a state. */
export interface Successor<State, Step> {
  readonly step: Step;
  readonly state: State;
}

/** What is explored. All functions are pure; `Problem` is anything but `null`. */
export interface Space<State, Step, Problem = string> {
  readonly initial: readonly State[];
  next(state: State): readonly Successor<State, Step>[];
  /** Two states with one key must have the same future: the second is not looked into. */
  key(state: State): Key;
  /** What is wrong with this state; `null`: nothing. Asked once for each distinct state. */
  check?(state: State): Problem | null;
  /** `false`: checked and counted as generated, but neither kept nor looked into: TLC's state and action constraints. */
  isInside?(state: State, step: Step | null): boolean;
}

export interface Bounds {
  /** Distinct states to keep at most; 1,000,000 by default. Memory grows with this alone. */
  readonly states?: number;
  /** States so many steps from an initial one are checked and not looked into; no limit by default. */
  readonly steps?: number;
}

export interface Counts {
  /** Different states met, initial ones included. */
  readonly distinct: number;
  /** States made, again and again or not, initial ones included. */
  readonly generated: number;
  /** States on the longest of the shortest ways, so 1 for initial states alone: TLC's depth. */
  readonly depth: number;
}

/** `incomplete` is not `safe`: a bound was reached and nothing wrong found until there. */
export type Outcome<State, Step, Problem = string> =
  | ({ readonly result: 'safe' } & Counts)
  | ({ readonly result: 'incomplete'; readonly bound: 'states' | 'steps' } & Counts)
  | ({
      readonly result: 'counterexample';
      readonly problem: Problem;
      readonly initial: State;
      /** The shortest way there; no step when an initial state is wrong itself. */
      readonly steps: readonly Successor<State, Step>[];
    } & Counts);

/** Runs to the end. On a page, or with a clock to watch, use `Exploration` and advance it piece by piece. */
export function explore<State, Step, Problem = string>(
  space: Space<State, Step, Problem>,
  bounds: Bounds = {},
): Outcome<State, Step, Problem> {
  return new Exploration(space, bounds).advance(Infinity) as Outcome<State, Step, Problem>;
}

/** An exploration under way: breadth first, stopped and taken up again between two states. */
export class Exploration<State, Step, Problem = string> {
  readonly #space: Space<State, Step, Problem>;
  readonly #limit: number;
  readonly #maxSteps: number;
  readonly #ledger = new Ledger();
  #level: State[] = [];
  #nextLevel: State[] = [];
  /** The index of the first state of `#level` in the ledger, and how many of the level are done. */
  #base = 0;
  #done = 0;
  #generated = 0;
  /** Levels looked into, the present one included. */
  #depth = 0;
  #outcome: Outcome<State, Step, Problem> | null = null;

  constructor(space: Space<State, Step, Problem>, bounds: Bounds = {}) {
    this.#space = space;
    this.#limit = bounds.states ?? 1_000_000;
    this.#maxSteps = bounds.steps ?? Infinity;
    this.#meetInitial();
    this.#descend();
  }

  get counts(): Counts {
    return {
      distinct: this.#ledger.size,
      generated: this.#generated,
      depth: this.#depth + (this.#nextLevel.length > 0 ? 1 : 0),
    };
  }

  /** States met and not yet looked into. */
  get waiting(): number {
    return this.#level.length - this.#done + this.#nextLevel.length;
  }

  /** Looks into so many more states; `null` while there is more to do. */
  advance(states: number): Outcome<State, Step, Problem> | null {
    for (let left = states; left > 0 && this.#outcome === null; left -= 1) {
      this.#lookInto(this.#level[this.#done] as State, this.#base + this.#done);
      this.#done += 1;
      if (this.#done === this.#level.length) this.#descend();
    }
    return this.#outcome;
  }

  #meetInitial(): void {
    for (const [index, state] of this.#space.initial.entries()) {
      this.#meet(state, null, -1, index);
      if (this.#outcome !== null) return;
    }
  }

  #lookInto(state: State, index: number): void {
    const successors = this.#space.next(state);
    for (let branch = 0; branch < successors.length; branch += 1) {
      const { state: met, step } = successors[branch] as Successor<State, Step>;
      this.#meet(met, step, index, branch);
      if (this.#outcome !== null) return;
    }
  }

  #meet(state: State, step: Step | null, parent: number, branch: number): void {
    const space = this.#space;
    this.#generated += 1;
    const inside = space.isInside === undefined || space.isInside(state, step);
    if (inside) {
      if (!this.#ledger.add(space.key(state), parent, branch)) return;
      this.#nextLevel.push(state);
    }
    const problem = space.check === undefined ? null : space.check(state);
    if (problem !== null) this.#outcome = this.#counterexample(problem, parent, branch);
    else if (this.#ledger.size > this.#limit) this.#outcome = this.#cut('states');
  }

  /** The level is done: the next one begins, if there is one. */
  #descend(): void {
    if (this.#outcome !== null) return;
    if (this.#nextLevel.length === 0) {
      this.#outcome = { result: 'safe', ...this.counts };
      return;
    }
    if (this.#depth >= this.#maxSteps) {
      this.#outcome = this.#cut('steps');
      return;
    }
    this.#base += this.#level.length;
    this.#level = this.#nextLevel;
    this.#nextLevel = [];
    this.#done = 0;
    this.#depth += 1;
  }

  #cut(bound: 'states' | 'steps'): Outcome<State, Step, Problem> {
    return { result: 'incomplete', bound, ...this.counts };
  }

  #counterexample(problem: Problem, parent: number, branch: number): Outcome<State, Step, Problem> {
    const [first = 0, ...branches] = this.#ledger.wayTo(parent, branch);
    const initial = this.#space.initial[first] as State;
    const steps: Successor<State, Step>[] = [];
    for (const taken of branches) {
      const here = steps.at(-1)?.state ?? initial;
      steps.push(this.#space.next(here)[taken] as Successor<State, Step>);
    }
    return { result: 'counterexample', problem, initial, steps, ...this.counts };
  }
}
