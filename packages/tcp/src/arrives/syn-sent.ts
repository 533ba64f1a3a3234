/**
 * A segment arrives after our SYN left. RFC 9293 §3.10.7.3: ACK, RST, security, SYN, and whatever else it carries.
 * Next: ack.ts
 */
import { sendSyn, takeSyn } from '../opening.ts';
import { output } from '../output.ts';
import { acknowledged, due } from '../retransmission.ts';
import type { Segment } from '../segment.ts';
import { atOrBefore, before } from '../sequence.ts';
import { move, type Step } from '../step.ts';
import { establish } from './ack.ts';
import { checkFin } from './fin.ts';
import { answerWithReset, dieByReset } from './reset.ts';
import { keepEarlyText, takeText } from './text.ts';

export function arrivesInSynSent(step: Step, segment: Segment): void {
  const { tcb, profile } = step;
  const { snd, timers } = tcb;
  const { ack } = segment;
  // First: SND.UNA < SEG.ACK ≤ SND.NXT, or it answers some other connection.
  if (ack !== null && (atOrBefore(ack, snd.una) || before(snd.nxt, ack))) {
    if (profile.synAgainAfterBadAck !== null && snd.retransmissions === 0) {
      timers.retransmission = due(step, profile.synAgainAfterBadAck);
    }
    return answerWithReset(step, segment);
  }
  // Second: an RST counts only with an acceptable ACK (RFC 5961 §3.2 changes nothing here).
  if (segment.rst) {
    if (ack !== null) dieByReset(step);
    return;
  }
  // Fourth (third, security, is not in this TCP).
  if (!segment.syn) return; // fifth
  if (segment.fin && profile.dropsSynFin) return;
  takeSyn(step, segment);
  if (ack === null) return openSimultaneously(step, segment);
  snd.una = ack;
  snd.synAcknowledged = true;
  snd.wl2 = ack;
  acknowledged(step, segment);
  move(step, 'SYN,ACK', 'ESTABLISHED');
  establish(step);
  step.ack = 'now';
  // "Continue processing at the sixth step": text and FIN on the SYN,ACK.
  if (profile.takesTextOnSyn) {
    takeText(step, segment);
    if (!checkFin(step, segment)) return;
  }
  output(step);
}

/** Both sides sent a SYN: ours is repeated with an ACK. Figure 8. */
function openSimultaneously(step: Step, segment: Segment): void {
  move(step, 'SYN', 'SYN-RECEIVED');
  step.tcb.snd.timedAt = null; // the SYN goes out twice: Karn
  sendSyn(step);
  if (step.profile.takesTextOnSyn) keepEarlyText(step, segment);
}
