/**
 * How much may be in the network at once: slow start, congestion avoidance, fast retransmit and NewReno's recovery.
 * RFC 9293 §3.8.2; RFC 5681; RFC 6582. All in octets.
 * Next: profile.ts
 */
import { retransmit } from './output.ts';
import type { Profile } from './profile.ts';
import { atOrBefore, before, distance, later } from './sequence.ts';
import type { Step } from './step.ts';
import { NO_BLOCKS } from './create-tcb.ts';

/** IW: RFC 5681 §3.1 (two to four segments) or RFC 6928 (ten, at most 14,600 octets). */
export function initialWindow(mss: number, profile: Profile): number {
  if (profile.initialWindow === 'RFC 6928') return Math.min(10 * mss, Math.max(2 * mss, 14_600));
  if (mss > 2190) return 2 * mss;
  return mss > 1095 ? 3 * mss : 4 * mss;
}

/**
 * ssthresh after a loss: half of what was out, at least two segments. RFC 5681 §3.1, equation 4. What limited transmit
 * sent beyond CWND does not count: §3.2, step 2.
 */
function halveThreshold({ tcb }: Step): void {
  const { snd } = tcb;
  snd.ssthresh = Math.max(Math.min(distance(snd.una, snd.nxt), snd.cwnd) >> 1, 2 * snd.mss);
}

/** An ACK for `octets` that were new. Called after SND.UNA has moved. */
export function growWindow(step: Step, octets: number): void {
  const { snd } = step.tcb;
  snd.duplicateAcks = 0;
  if (snd.recover !== null) {
    recoverFurther(step, octets);
    return;
  }
  if (snd.cwnd < snd.ssthresh) {
    // RFC 5681 §3.1, equation 2
    if (step.profile.slowStart === 'one segment') snd.cwnd += Math.min(octets, snd.mss);
    else snd.cwnd = Math.min(snd.cwnd + octets, Math.max(snd.ssthresh, snd.cwnd + snd.mss));
  } else {
    snd.cwnd += Math.max(1, Math.floor((snd.mss * snd.mss) / snd.cwnd)); // equation 3
  }
}

/** RFC 6582 §3.2, steps 3 and 5: a partial ACK shows the next hole; a full one ends recovery. */
function recoverFurther(step: Step, octets: number): void {
  const { snd } = step.tcb;
  if (snd.recover === null || atOrBefore(snd.recover, snd.una)) {
    snd.recover = null;
    snd.cwnd = Math.min(snd.ssthresh, Math.max(distance(snd.una, snd.nxt), snd.mss) + snd.mss);
    return;
  }
  if (snd.resend !== snd.nxt) return; // after a timeout, `sendAgain` walks through what is lost by itself
  if (snd.sackPermitted) return fillNextHole(step);
  snd.resent = retransmit(step, snd.una);
  snd.cwnd = Math.max(snd.mss, snd.cwnd - octets + (octets >= snd.mss ? snd.mss : 0));
}

/**
 * The third duplicate ACK repeats the segment at once (fast retransmit). Each further one shows that one more segment
 * has left the network: it lets a new one in, or with SACK fills the next hole. RFC 5681 §3.2, RFC 6675 §5.
 */
export function countDuplicateAck(step: Step): void {
  const { snd } = step.tcb;
  snd.duplicateAcks += 1;
  if (snd.recover !== null) {
    if (snd.sackPermitted) fillNextHole(step);
    else snd.cwnd += snd.mss;
    return;
  }
  // While a timeout's walk is under way its own repetitions draw duplicate ACKs.
  if (snd.duplicateAcks !== 3 || snd.resend !== snd.nxt) return;
  halveThreshold(step);
  snd.recover = snd.nxt;
  snd.resent = retransmit(step, snd.una);
  snd.cwnd = snd.ssthresh + (snd.sackPermitted ? 0 : 3 * snd.mss);
}

/** The first stretch below the highest block that was neither reported nor repeated in this recovery. */
function fillNextHole(step: Step): void {
  const { snd } = step.tcb;
  const highest = snd.sacked.at(-1);
  if (highest === undefined) return;
  let from = later(snd.resent, snd.una);
  for (const [left, right] of snd.sacked) {
    if (atOrBefore(left, from)) from = later(from, right);
  }
  if (before(from, highest[0])) snd.resent = retransmit(step, from);
}

/** The clock ran out: one segment, and slow start again; everything out counts as lost. RFC 5681 §3.1, RFC 6298 §5.4. */
export function collapseWindow(step: Step): void {
  const { snd } = step.tcb;
  if (snd.retransmissions === 0) halveThreshold(step);
  snd.cwnd = snd.mss;
  snd.duplicateAcks = 0;
  snd.recover = null;
  snd.sacked = NO_BLOCKS; // RFC 2018 §8: the peer may have thrown away what it said it held
  snd.resend = snd.una;
}
