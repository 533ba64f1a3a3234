/**
 * Segments that only ask: "are you there?" (RFC 9293 §3.8.4), "how large is your window now?" (§3.8.6.1), "did the last
 * of it arrive?" (RFC 8985 §7).
 * Next: timeouts.ts
 */
import { acknowledge, retransmit, sendOne, textStart } from './output.ts';
import { due } from './retransmission.ts';
import { add, before, distance, later, type Seq } from './sequence.ts';
import type { Step } from './step.ts';

/** SEQ below the peer's window and no text: unacceptable, so the peer must answer with an ACK (§3.10.7.4, first). */
export function sendOldNumber(step: Step, seq: Seq): void {
  acknowledge(step, seq, '', false, false);
}

/** Past a closed window: one octet that the peer may refuse (§3.8.6.1), or an old number (Linux). */
export function probeWindow(step: Step): void {
  const { tcb, profile } = step;
  const { snd } = tcb;
  const offset = distance(textStart(tcb), snd.una);
  if (profile.windowProbe === 'old number' || offset >= snd.buffer.length) {
    return sendOldNumber(step, add(snd.una, -1));
  }
  acknowledge(step, snd.una, snd.buffer.slice(offset, offset + 1), false, true);
  const to = add(snd.una, 1);
  if (before(snd.nxt, to)) snd.nxt = to;
  snd.resend = snd.una; // refused, it must go again when the window opens
  snd.timedAt = null;
}

/**
 * Nothing more has been heard of the end of what is out: something new goes, or the last segment again, so that an ACK
 * or its SACK blocks show what is missing. RTO counts from here, and has not doubled. RFC 8985 §7.3; tcp_send_loss_probe()
 */
export function probeTail(step: Step): void {
  const { snd, timers } = step.tcb;
  snd.probeDue = false;
  if (snd.recover === null) {
    snd.probed = snd.nxt;
    const last = later(snd.newest, snd.una);
    // What the peer has shrunk its window in front of stays. §3.8.6, SHLD-15
    if (!sendOne(step) && (last === snd.una || distance(snd.una, last) < snd.wnd)) retransmit(step, last);
    snd.probed = snd.nxt;
  }
  timers.retransmission = due(step, snd.rto);
}
