/**
 * Why a submission failed, as data. A person reads it in a terminal, in a page or in a report;
 * `lastack verify` reads the rule code. The words are chosen where the rule is tested, the layout is not.
 */
import type { Text } from './text.ts';

export interface Failure {
  /** The rule's stable name, as `time-wait/rearm`: mutants name the code that must kill them. */
  readonly code: string;
  /** The rule in one sentence. */
  readonly rule: Text;
  /** What was done, step by step, in order. */
  readonly tried: readonly Text[];
  /** The text ladder up to the first divergence; null when no packet was involved. */
  readonly ladder: Text | null;
  readonly expected: Text;
  readonly got: Text;
  /** Where the rule is written: `RFC 9293 §3.10.7.4, eighth`. */
  readonly section: string;
  /** The lesson that teaches it, by its page name: `time-wait`. */
  readonly lesson: string;
  /** Where in one's own code to look. */
  readonly look: Text;
  /** What replays a random case. */
  readonly seed?: number;
}
