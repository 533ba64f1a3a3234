/**
 * A segment arrives at a listener. RFC 9293 §3.10.7.2.
 * The host steps a copy of the LISTEN Tcb: a result that is not LISTEN is the child.
 * Next: syn-sent.ts
 */
import { chooseIss, sendSyn, takeSyn } from '../opening.ts';
import type { Segment } from '../segment.ts';
import { move, type Step } from '../step.ts';
import { answerWithReset } from './reset.ts';
import { keepEarlyText } from './text.ts';

export function arrivesInListen(step: Step, segment: Segment): void {
  const { profile } = step;
  // First: an RST cannot be an answer to anything sent from here.
  if (segment.rst) return;
  // Second: nothing was sent, so nothing can be acknowledged.
  if (segment.ack !== null) {
    if (segment.syn && !profile.listenResetsSynAck) return;
    return answerWithReset(step, segment);
  }
  // Third: a SYN opens.
  if (segment.syn) return takeOpen(step, segment);
  // Fourth: anything else has no ACK and no SYN; drop it.
}

function takeOpen(step: Step, segment: Segment): void {
  const { tcb, env, profile } = step;
  if (segment.fin && (profile.dropsSynFin || !profile.listenTakesSynFin)) return;
  takeSyn(step, segment);
  chooseIss(step, env.iss);
  move(step, 'SYN', 'SYN-RECEIVED');
  tcb.openedBy = 'passive';
  sendSyn(step);
  // "Other controls or text" wait until the connection is established.
  if (profile.takesTextOnSyn) keepEarlyText(step, segment);
}
