/**
 * Segments that only ask "are you there?" and "how large is your window now?". RFC 9293 §3.8.4, §3.8.6.1.
 * Next: timeouts.ts
 */
import { acknowledge, textStart } from './output.ts';
import { add, before, distance, type Seq } from './sequence.ts';
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
