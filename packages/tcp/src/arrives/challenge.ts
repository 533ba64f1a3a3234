/**
 * The ACK that answers what cannot be right: "this is where I stand". RFC 9293 §3.10.7.4; RFC 5961 §3–5, §7.
 * Next: closed.ts
 */
import { sendAck } from '../output.ts';
import { segmentLength, type Segment } from '../segment.ts';
import { add, before } from '../sequence.ts';
import { noteDuplicate } from './sack.ts';
import type { Step } from '../step.ts';

/** Linux sends at most one per tcp_invalid_ratelimit and connection, so that two confused ends do not ACK for ever. */
export function challenge(step: Step): void {
  const { tcb, env, profile } = step;
  const { rcv } = tcb;
  if (profile.limitsChallenges) {
    if (rcv.challengedAt !== null && env.now - rcv.challengedAt < env.sysctls.tcp_invalid_ratelimit) return;
    rcv.challengedAt = env.now;
  }
  sendAck(step);
}

/** What is outside the window is answered with an ACK; text and FINs always, since they cannot be part of an ACK loop. */
export function answerUnacceptable(step: Step, segment: Segment): void {
  const carries = segment.text.length > 0 || segment.fin;
  if (!carries || segment.syn) return challenge(step);
  if (before(segment.seq, step.tcb.rcv.nxt)) noteDuplicate(step, segment.seq, add(segment.seq, segmentLength(segment)));
  sendAck(step);
}
