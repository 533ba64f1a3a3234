/**
 * The fifth check: what this ACK acknowledges, and which states it opens or closes. RFC 9293 §3.10.7.4, fifth.
 * Next: sack.ts
 */
import { countDuplicateAck, growWindow } from '../congestion.ts';
import { textStart } from '../output.ts';
import { acknowledged } from '../retransmission.ts';
import { segmentLength, type Segment } from '../segment.ts';
import { add, atOrBefore, before, distance, type Seq } from '../sequence.ts';
import { unreachable } from '../state.ts';
import { end, move, signal, type Step } from '../step.ts';
import { NO_BLOCKS } from '../create-tcb.ts';
import { startFinWait2 } from './fin.ts';
import { answerWithReset } from './reset.ts';
import { noteSack } from './sack.ts';
import { challenge } from './challenge.ts';

/** The connection is open: from here on windows are scaled and keepalive counts. */
export function establish(step: Step): void {
  const { tcb, env } = step;
  if (tcb.options.SO_KEEPALIVE === true) {
    tcb.timers.keepalive = env.now + (tcb.options.TCP_KEEPIDLE ?? env.sysctls.tcp_keepalive_time);
  }
  signal(step, 'established');
}

export function checkAck(step: Step, segment: Segment): boolean {
  const { tcb } = step;
  const { ack } = segment;
  if (ack === null) return false; // "if the ACK bit is off, drop the segment"
  if (tcb.state === 'SYN-RECEIVED' && !takeAckOfSyn(step, segment, ack)) return false;
  if (!isPlausible(step, ack)) return false;
  const finWasOut = tcb.snd.finSent && tcb.snd.una !== tcb.snd.nxt;
  takeAck(step, segment, ack);
  return !(finWasOut && tcb.snd.una === tcb.snd.nxt) || finAcknowledged(step, segment);
}

/** SYN-RECEIVED: SND.UNA < SEG.ACK ≤ SND.NXT opens the connection, anything else draws an RST. */
function takeAckOfSyn(step: Step, segment: Segment, ack: Seq): boolean {
  const { snd } = step.tcb;
  if (atOrBefore(ack, snd.una) || before(snd.nxt, ack)) {
    answerWithReset(step, segment);
    return false;
  }
  move(step, 'ACK of SYN', 'ESTABLISHED');
  snd.wnd = segment.wnd << snd.windowShift;
  snd.maxWnd = snd.wnd;
  snd.wl1 = segment.seq;
  snd.wl2 = ack;
  establish(step);
  return true;
}

/** RFC 5961 §5.2: an ACK of what was never sent, or from before the largest window, may be forged. */
function isPlausible(step: Step, ack: Seq): boolean {
  const { snd } = step.tcb;
  if (before(snd.nxt, ack) || before(ack, add(snd.una, -reachBack(step)))) {
    challenge(step);
    return false;
  }
  return true;
}

/** DEVIATION: Linux counts in 64 bits; from SND.UNA alone the count begins anew after each 4 GiB. */
function reachBack({ tcb, profile }: Step): number {
  const { snd, openedBy } = tcb;
  if (profile.oldestAck === 'largest window') return snd.maxWnd;
  const acknowledged = (snd.una - snd.iss) >>> 0;
  return Math.min(snd.maxWnd, openedBy === 'active' ? acknowledged : Math.max(0, acknowledged - 1));
}

function takeAck(step: Step, segment: Segment, ack: Seq): void {
  const { snd } = step.tcb;
  const isDuplicate = ack === snd.una && snd.una !== snd.nxt && isEmptyRepeat(step, segment);
  if (snd.sackPermitted) noteSack(snd, segment);
  if (before(snd.una, ack)) {
    const octets = distance(snd.una, ack);
    const wasOpen = snd.synAcknowledged;
    forgetAcknowledged(step, ack);
    if (wasOpen) growWindow(step, octets);
    acknowledged(step, segment);
  } else if (isDuplicate) {
    countDuplicateAck(step);
  }
  updateWindow(step, segment, ack);
}

/** A duplicate ACK in the sense of RFC 5681 §2: no text, no controls, the same window. */
function isEmptyRepeat({ tcb }: Step, segment: Segment): boolean {
  return segmentLength(segment) === 0 && segment.wnd << tcb.snd.windowShift === tcb.snd.wnd;
}

/** SND.UNA moves; the octets before it are no longer kept. */
function forgetAcknowledged({ tcb }: Step, ack: Seq): void {
  const { snd } = tcb;
  const start = textStart(tcb);
  const octets = Math.min(snd.buffer.length, Math.max(0, distance(start, ack)));
  snd.synAcknowledged = true;
  snd.una = ack;
  if (octets > 0) snd.buffer = snd.buffer.slice(octets);
  if (before(snd.resend, ack)) snd.resend = ack;
  if (snd.sacked.length > 0) snd.sacked = snd.sacked.filter(([left]) => before(ack, left));
  if (snd.sacked.length === 0) snd.sacked = NO_BLOCKS;
}

/** SND.WL1 and SND.WL2 keep an old segment from bringing back an old window. */
function updateWindow({ tcb }: Step, segment: Segment, ack: Seq): void {
  const { snd, timers } = tcb;
  if (before(segment.seq, snd.wl1) || (segment.seq === snd.wl1 && before(ack, snd.wl2))) return;
  snd.wnd = segment.wnd << snd.windowShift;
  snd.wl1 = segment.seq;
  snd.wl2 = ack;
  snd.maxWnd = Math.max(snd.maxWnd, snd.wnd);
  snd.probes = 0; // §3.8.6.1, MUST-37: a peer that answers probes is alive
  if (snd.wnd > 0) timers.persist = null;
}

/** Our FIN has been acknowledged. Answers whether the walk goes on. */
function finAcknowledged(step: Step, segment: Segment): boolean {
  const { tcb } = step;
  const { state } = tcb;
  switch (state) {
    case 'FIN-WAIT-1':
      move(step, 'ACK of FIN', 'FIN-WAIT-2');
      startFinWait2(step, segment);
      return tcb.state === 'FIN-WAIT-2';
    case 'CLOSING':
      move(step, 'ACK of FIN', 'TIME-WAIT');
      return false;
    case 'LAST-ACK':
      end(step, 'ACK of FIN', 'closed');
      return false;
    case 'CLOSED':
    case 'LISTEN':
    case 'SYN-SENT':
    case 'SYN-RECEIVED':
    case 'ESTABLISHED':
    case 'FIN-WAIT-2':
    case 'CLOSE-WAIT':
    case 'TIME-WAIT':
      throw new Error(`no FIN of ours can be out in ${state}`);
    default:
      return unreachable(state);
  }
}
