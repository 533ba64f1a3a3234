/**
 * A segment arrives where no connection is. RFC 9293 §3.10.7.1.
 * Next: listen.ts
 */
import type { Segment } from '../segment.ts';
import type { Step } from '../step.ts';
import { answerWithReset } from './reset.ts';

/** Everything but an RST is answered by an RST. */
export function arrivesInClosed(step: Step, segment: Segment): void {
  answerWithReset(step, segment);
}
