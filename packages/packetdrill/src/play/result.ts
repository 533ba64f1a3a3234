/**
 * What playing a script gives: it passed, or the first thing that differed, with both sides and the ladder so far.
 * Next: numbers.ts
 */
import type { Micros } from '@lastack/tcp';
import type { Trace } from '@lastack/trace';
import type { Place } from '../parse/problem.ts';

export interface ScriptResult {
  readonly file: string;
  readonly ok: boolean;
  /** `null` when the script passed. */
  readonly failure: ScriptFailure | null;
  /** Events played, the failing one included, and how many there are. */
  readonly played: number;
  readonly events: number;
  /** What happened, with the script itself as the second host. */
  readonly trace: Trace;
}

/** The first difference between the script and what happened. Plain data. */
export interface ScriptFailure extends Place {
  readonly kind:
    | 'packet' // another packet than the script says
    | 'silence' // no packet came
    | 'time' // the right thing at another time
    | 'call' // a call answered something else, or did not return
    | 'command' // a shell line would have failed
    | 'assertion' // a comparison does not hold
    | 'extra'; // strict: sent, and not expected by the script
  /** The script's own line. */
  readonly line: number;
  readonly message: string;
  /** In the script's language, side by side; `null` where there is nothing to compare. */
  readonly expected: string | null;
  readonly got: string | null;
  /** Which fields of a packet differ: `flags`, `seq`, `length`, `ack`, `win`, `options`, `payload`. */
  readonly fields: readonly string[];
  readonly at: Micros;
  readonly source: string;
  readonly ladder: string;
}

/** How playing stops at a difference; `playScript` catches it. */
export class Difference extends Error {
  readonly kind: ScriptFailure['kind'];
  readonly expected: string | null;
  readonly got: string | null;
  readonly fields: readonly string[];
  /** Another event than the one that was being played: a blocking call. */
  readonly place: Place | null;

  constructor(kind: ScriptFailure['kind'], message: string, sides: Sides = {}) {
    super(message);
    this.kind = kind;
    this.expected = sides.expected ?? null;
    this.got = sides.got ?? null;
    this.fields = sides.fields ?? [];
    this.place = sides.place ?? null;
  }
}

interface Sides {
  readonly expected?: string;
  readonly got?: string;
  readonly fields?: readonly string[];
  readonly place?: Place;
}
