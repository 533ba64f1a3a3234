/**
 * Every order in which two ends and a network can act, as one call: safe, or the shortest way to what must not be,
 * which becomes the failure's ladder. Run it last: what it finds is rarer than what the other tests find, and dearer.
 * Next: index.ts
 */
import { explore, retell, type Bounds, type Broken, type TcpSpace } from '@lastack/explorer';
import { ladderOf } from './ladder-of.ts';
import { RuleBroken, type Rule } from './rule.ts';
import { text, type Text } from './text.ts';

export interface ProveOptions {
  /** What is explored: `twoConnections({ machine })`, `textOneWay({ machine })`, or a scope of one's own. */
  readonly space: TcpSpace;
  /** Broken by any counterexample. */
  readonly rule: Rule;
  /** What is explored, in words. */
  readonly told: readonly Text[];
  /** What holds in every order. */
  readonly expected: Text;
  /** Distinct states; 200,000 by default. Going beyond is the author's mistake, or the learner's endless loop. */
  readonly bounds?: Bounds;
}

const PROPERTY_IN_CHINESE: { readonly [property in Broken['property']]: string } = {
  'old segments stay out': '旧报文段进了新连接',
  'no text lost or repeated': '数据丢了、重了或乱了',
  'no reset from outside': '窗口外的 RST 结束了连接',
  'it ends': '连接永远结束不了',
  'the contract of a machine': '违反状态机的约定',
};

/** Throws the shortest counterexample as a failure; returns how much was seen. */
export function prove({ space, rule, told, expected, bounds = { states: 200_000 } }: ProveOptions): {
  readonly distinct: number;
} {
  const outcome = explore(space, bounds);
  switch (outcome.result) {
    case 'safe':
      return outcome;
    case 'incomplete':
      throw new RuleBroken(rule, { tried: told, expected, got: endless(outcome.distinct) });
    case 'counterexample': {
      const { problem, steps } = outcome;
      const trace = retell(space, steps);
      const from = trace.records.findIndex(({ at }) => at >= AFTER_HANDSHAKE);
      const ladder = ladderOf(trace, { from: space.scope.established ? Math.max(0, from) : 0 });
      throw new RuleBroken(rule, { tried: [...told, shortest(steps.length)], ladder, expected, got: gotText(problem) });
    }
  }
}

/** µs: a handshake that is not explored is retold in four moments of 10 ms. */
const AFTER_HANDSHAKE = 40_000;

const shortest = (steps: number): Text =>
  text(`the shortest way to it has ${steps} steps:`, `最短的一条路有 ${steps} 步：`);

const gotText = ({ property, end, what }: Broken): Text =>
  text(`${end} ${what}`, `${PROPERTY_IN_CHINESE[property]}（${end} ${what}）`);

const endless = (distinct: number): Text =>
  text(`no end after ${distinct} different states`, `走过 ${distinct} 种不同的局面还没有尽头`);

/** A counterexample of a space that is not a TCP: the exercise tells each step itself. */
export interface ProveModelOptions {
  readonly rule: Rule;
  readonly told: readonly Text[];
  readonly expected: Text;
}

/** As `prove`, for any space: `tell` makes steps and a picture of the shortest way. */
export function proveModel<State, Step>(
  space: Parameters<typeof explore<State, Step, Text>>[0],
  tell: (
    initial: State,
    steps: readonly { readonly step: Step; readonly state: State }[],
  ) => { tried: readonly Text[]; ladder: Text | null },
  { rule, told, expected }: ProveModelOptions,
): { readonly distinct: number } {
  const outcome = explore<State, Step, Text>(space, { states: 200_000 });
  if (outcome.result === 'safe') return outcome;
  if (outcome.result === 'incomplete')
    throw new RuleBroken(rule, { tried: told, expected, got: endless(outcome.distinct) });
  const { tried, ladder } = tell(outcome.initial, outcome.steps);
  throw new RuleBroken(rule, { tried: [...told, ...tried], ladder, expected, got: outcome.problem });
}
