/**
 * A world that was run with a learner's states on some hosts, to be looked at: what became of the other end counts.
 * A failure's ladder ends where it went wrong; where ours went on differently, it shows how.
 * Next: exhaustive.ts
 */
import type { Machine, State } from '@lastack/tcp';
import { createWorld, run } from '@lastack/simulator';
import { diffTraces, type Trace, type TraceRecord } from '@lastack/trace';
import { ladderOf } from './ladder-of.ts';
import { RuleBroken, type Finding, type Rule } from './rule.ts';
import { text, type Text } from './text.ts';
import { inScene } from './witness.ts';
import type { Who, World } from './world.ts';

/** A record and where it stands. */
export type Found = { readonly index: number; readonly record: TraceRecord } | null;

export interface WatchOptions {
  /** The machine of each host. */
  readonly machines: { readonly [who in Who]: Machine };
  /** The same world with our own TCP on both hosts: how it should have been. Absent: there are too many right ways. */
  readonly reference?: Machine | { readonly [who in Who]: Machine };
}

/**
 * Runs the world. What a question to the learner's function breaks on the way is told with the world around it: its
 * lines, and the ladder until then.
 */
export function watch(world: World, { machines, reference }: WatchOptions): Watched {
  const { scenario, told } = world.play;
  const records: TraceRecord[] = [];
  const within = createWorld(scenario, { machine: machines, observe: (record) => records.push(record) });
  const traceNow = (): Trace => ({ version: 1, seed: within.seed, hosts: within.hosts, records, end: within.now });
  const ladderNow = (): Text => ladderUntil(traceNow(), records.length - 1, null);
  const toItsEnd = (): void => {
    const last = (scenario.until ?? A_DAY) * 1_000;
    for (let at = within.next(); at !== null && at <= last; at = within.next()) within.advance(at);
  };
  try {
    inScene(() => ({ tried: told, ladder: ladderNow() }), toItsEnd);
  } catch (thrown) {
    if (!(thrown instanceof RuleBroken)) throw thrown;
    const { failure } = thrown;
    throw new RuleBroken(failure as Rule, { ...failure, tried: [...told, ...failure.tried], ladder: ladderNow() });
  }
  return new Watched(traceNow(), told, () => (reference === undefined ? null : run(scenario, { machine: reference })));
}

/** ms. A world that does not end by itself ends here, as `run` has it. */
const A_DAY = 24 * 3_600_000;

export class Watched {
  readonly trace: Trace;
  readonly #told: readonly Text[];
  readonly #reference: () => Trace | null;

  constructor(trace: Trace, told: readonly Text[], reference: () => Trace | null) {
    this.trace = trace;
    this.#told = told;
    this.#reference = reference;
  }

  /** The first record that fits. */
  first(fits: (record: TraceRecord) => boolean): Found {
    const index = this.trace.records.findIndex(fits);
    return index === -1 ? null : { index, record: this.trace.records[index] as TraceRecord };
  }

  last(fits: (record: TraceRecord) => boolean): Found {
    const index = this.trace.records.findLastIndex(fits);
    return index === -1 ? null : { index, record: this.trace.records[index] as TraceRecord };
  }

  /** The move of a host into or out of a state, and when, µs. */
  moves(host: Who, move: { readonly from?: State; readonly to?: State }): Found {
    return this.first(
      (record) =>
        record.type === 'state' &&
        record.host === host &&
        (move.from === undefined || record.from === move.from) &&
        (move.to === undefined || record.to === move.to),
    );
  }

  /** Ends the test: the rule is broken, seen at this record (`null`: at the end, by what never came). */
  fail(rule: Rule, at: Found, finding: Pick<Finding, 'expected' | 'got' | 'seed'>): never {
    throw new RuleBroken(rule, { tried: this.#told, ladder: this.#ladders(at?.index ?? null), ...finding });
  }

  /** From the first close to where it went wrong; and from where ours parts from it, ours. */
  #ladders(at: number | null): Text {
    const until = at ?? this.trace.records.length - 1;
    const ladder = ladderUntil(this.trace, until, at === null ? null : HERE);
    const ours = this.#reference();
    if (ours === null) return ladder;
    const parting = diffTraces(windowless(ours), windowless(this.trace), { kinds: ['transmit', 'state'] });
    if (parting === null || parting.a === null || (parting.b ?? Infinity) > until) return ladder;
    const as = ladderUntil(ours, endOfMoment(ours, parting.a), null, sinceLastWords(ours, parting.a));
    return text(
      `${ladder.en}\n\nAs it should have gone on:\n\n${as.en}`,
      `${ladder['zh-Hans']}\n\n本应这样继续：\n\n${as['zh-Hans']}`,
    );
  }
}

/** A state of a learner's may announce its window differently: nobody parts over that. */
const windowless = (trace: Trace): Trace => ({
  ...trace,
  records: trace.records.map((record) =>
    'packet' in record
      ? { ...record, packet: { ...record.packet, segment: { ...record.packet.segment, wnd: 0 } } }
      : record,
  ),
});

const HERE = text('here it goes wrong', '从这里开始不对');

/** Records of a ladder that is shown whole. Of a longer one (two ends that talk for ever) how it begins and ends. */
const LONG = 200;
const BEGINNING = 100;
const END = 30;

/** What came later is no part of the story. */
function ladderUntil(trace: Trace, until: number, mark: Text | null, from = closing(trace)): Text {
  const first = Math.min(from, until);
  const marked = mark === null ? {} : { mark: { record: until, text: mark } };
  const part = (begin: number, end: number, options = {}): Text =>
    ladderOf({ ...trace, records: trace.records.slice(0, end + 1) }, { from: begin, ...options });
  const left = until + 1 - first - BEGINNING - END;
  if (until + 1 - first <= LONG) return part(first, until, marked);
  const beginning = part(first, first + BEGINNING - 1);
  const end = part(until + 1 - END, until, marked);
  return text(
    `${beginning.en}\n\n… ${left} more events …\n\n${end.en}`,
    `${beginning['zh-Hans']}\n\n……中间略去 ${left} 件事……\n\n${end['zh-Hans']}`,
  );
}

const closing = ({ records }: Trace): number =>
  Math.max(
    0,
    records.findIndex((record) => record.type === 'state' && (record.to === 'FIN-WAIT-1' || record.to === 'LAST-ACK')),
  );

/** The last record of the moment at which this one stands, and of the answer to it. */
function endOfMoment({ records }: Trace, index: number): number {
  const at = records[index]?.at ?? 0;
  const next = records.findIndex((record, i) => i > index && record.at > at);
  return next === -1 ? records.length - 1 : next;
}

/** A few records of context: from the packet before. */
function sinceLastWords({ records }: Trace, index: number): number {
  const before = records.findLastIndex((record, i) => i < index - 1 && record.type === 'transmit');
  return Math.max(0, before);
}
