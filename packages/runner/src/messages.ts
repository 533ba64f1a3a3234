/**
 * What a worker and its supervisor tell each other. Plain data: it travels as a message.
 * Next: supervise.ts, in-worker/serve.ts
 */
import type { Phase, Pulse } from './pulse.ts';
import type { Report, ReportedTest } from './report.ts';

/** The one order that a worker gets in its life. */
export interface Order {
  /** The learner's file as an ECMAScript module, and where it names the language. */
  readonly code: string;
  readonly links: readonly { readonly start: number; readonly end: number }[];
  /** Octets that one answer may have as JSON. */
  readonly replyBytes: number;
  /** The base of all random cases; `null`: the public one. */
  readonly seed: number | null;
  /** Where the worker says that the learner's code runs; `null`: by messages. */
  readonly pulse: Pulse | null;
}

export type Told =
  /** The bundle is loaded: the next thing is the order. */
  | { readonly type: 'ready' }
  /** The learner's code runs, from here to `left`: told each time, unless there is a pulse. */
  | { readonly type: 'entered'; readonly phase: Phase }
  | { readonly type: 'left' }
  | { readonly type: 'begun'; readonly name: string }
  | { readonly type: 'ended'; readonly test: ReportedTest }
  | { readonly type: 'printed'; readonly text: string }
  | { readonly type: 'report'; readonly report: Report }
  /** Our own fault. */
  | { readonly type: 'broken'; readonly why: string };
