/**
 * Every order in which two ends and a network can act, as one call: safe, or the shortest way to what must not be,
 * which becomes the failure's ladder. Run it last: what it finds is rarer than what the other tests find, and dearer.
 * Next: conversation.ts
 */
import {
  explore,
  retell,
  type Bounds,
  type Broken,
  type Space,
  type Successor,
  type TcpSpace,
} from '@lastack/explorer';
import { ladderOf } from './ladder-of.ts';
import { RuleBroken, type Rule } from './rule.ts';
import { text, type Text } from './text.ts';
import { inScene } from './witness.ts';

export interface Proof {
  /** Broken by any counterexample. */
  readonly rule: Rule;
  /** What is explored, in words. */
  readonly told: readonly Text[];
  /** What holds in every order. */
  readonly expected: Text;
  /** 200,000 distinct states by default; more is a failure, too: the connection does not come back to where it was. */
  readonly bounds?: Bounds;
}

export interface ProveOptions extends Proof {
  /** What is explored: `twoConnections({ machine })`, `textOneWay({ machine })`, or a scope of one's own. */
  readonly space: TcpSpace;
}

/** Throws the shortest counterexample as a failure; returns how much was seen. */
export function prove({ space, ...proof }: ProveOptions): { readonly distinct: number } {
  return search(space, proof, ({ steps, problem }) => {
    // What follows of itself is shown, too: it ends nowhere, and the reader sees where it stays.
    const onward = (problem?.onward ?? []).map((step) => ({ step }));
    const trace = retell(space, [...steps, ...onward]);
    const from = space.scope.established ? trace.records.findIndex(({ at }) => at >= AFTER_HANDSHAKE) : 0;
    return {
      tried: [text(`the shortest way to it has ${steps.length} steps`, `最短的一条路有 ${steps.length} 步`)],
      ladder: ladderOf(trace, { from: from === -1 ? 0 : from }),
      got: problem === null ? null : problemText(problem),
    };
  });
}

/** µs: a handshake that is not explored is retold in four moments of 10 ms. */
const AFTER_HANDSHAKE = 40_000;

const PROPERTY_IN_CHINESE: { readonly [property in Broken['property']]: string } = {
  'old segments stay out': '旧报文段进了新连接',
  'no text lost or repeated': '数据丢了、重了或乱了',
  'no reset from outside': '窗口外的 RST 结束了连接',
  'it ends': '连接永远结束不了',
  'the contract of a machine': '走了一步 TCP 没有的转移',
};

const problemText = ({ property, end, what }: Broken): Text =>
  text(`${end} ${what}`, `${PROPERTY_IN_CHINESE[property]}（${end} ${what}）`);

/** What a model of one's own tells of the shortest way: each step, and a picture. */
export type Telling<State, Step> = (
  initial: State,
  steps: readonly Successor<State, Step>[],
) => { readonly tried: readonly Text[]; readonly ladder: Text | null };

/** As `prove`, for any space whose problems are sentences. */
export function proveModel<State extends object, Step>(
  space: Space<State, Step, Text>,
  tell: Telling<State, Step>,
  proof: Proof,
): { readonly distinct: number } {
  return search(space, proof, ({ initial, steps, problem }) => ({ ...tell(initial, steps), got: problem }));
}

/** `problem` is null where a question to the learner's function has failed by itself. */
interface Way<State, Step, Problem> {
  readonly initial: State;
  readonly steps: readonly Successor<State, Step>[];
  readonly problem: Problem | null;
}

interface Told {
  readonly tried: readonly Text[];
  readonly ladder: Text | null;
  readonly got: Text | null;
}

function search<State extends object, Step, Problem>(
  space: Space<State, Step, Problem>,
  { rule, told, expected, bounds = { states: 200_000 } }: Proof,
  tell: (way: Way<State, Step, Problem>) => Told,
): { readonly distinct: number } {
  const watched = catching(space);
  let safe: readonly Text[] = [];
  const outcome = inScene(
    () => ({ tried: [...told, ...safe], ladder: null }),
    () => explore<State, Step, Problem | RuleBroken>(watched, bounds),
  );
  if (outcome.result === 'safe') safe = [safeText(outcome.distinct)];
  if (outcome.result === 'safe') return outcome;
  if (outcome.result === 'incomplete') {
    throw new RuleBroken(rule, { tried: told, expected, got: endless(outcome.distinct) });
  }
  const { initial, steps, problem } = outcome;
  if (problem instanceof RuleBroken) {
    const { tried, ladder } = tell({ initial, steps, problem: null });
    const { failure } = problem;
    throw new RuleBroken(failure as Rule, { ...failure, tried: [...told, ...tried, ...failure.tried], ladder });
  }
  const { tried, ladder, got } = tell({ initial, steps, problem });
  throw new RuleBroken(rule, { tried: [...told, ...tried], ladder, expected, got: got ?? expected });
}

/** An answer that cannot be used is a problem of the state in which the question was put: so it gets a ladder, too. */
function catching<State extends object, Step, Problem>(
  space: Space<State, Step, Problem>,
): Space<State, Step, Problem | RuleBroken> {
  const ways = new WeakMap<State, readonly Successor<State, Step>[]>();
  const waysFrom = (state: State): readonly Successor<State, Step>[] => {
    const known = ways.get(state) ?? space.next(state);
    ways.set(state, known);
    return known;
  };
  return {
    ...space,
    next: (state) => {
      const successors = waysFrom(state);
      ways.delete(state);
      return successors;
    },
    check: (state) => {
      try {
        const problem = space.check?.(state) ?? null;
        if (problem === null && (space.isInside?.(state, null) ?? true)) waysFrom(state);
        return problem;
      } catch (thrown) {
        if (thrown instanceof RuleBroken) return thrown;
        throw thrown;
      }
    },
  };
}

const safeText = (distinct: number): Text =>
  text(
    `every order was tried: ${distinct} different states, all of them right`,
    `每种顺序都试过：${distinct} 种不同的局面，都没有问题`,
  );

const endless = (distinct: number): Text =>
  text(`no end after ${distinct} different states`, `走过 ${distinct} 种不同的局面还没有尽头`);
