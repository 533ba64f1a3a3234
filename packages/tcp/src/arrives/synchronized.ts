/**
 * A segment arrives on a connection whose ends know each other. RFC 9293 §3.10.7.4: eight checks, in this order,
 * each of which can stop the walk. TIME-WAIT has a file of its own.
 * Next: time-wait.ts
 */
import { output } from '../output.ts';
import { segmentLength, type Segment } from '../segment.ts';
import { add, before } from '../sequence.ts';
import { sendSyn } from '../opening.ts';
import { end, type Step } from '../step.ts';
import { endsInWindow, isAcceptable, isInWindow, isStale, rememberTimestamp } from './acceptable.ts';
import { checkAck } from './ack.ts';
import { answerUnacceptable, challenge } from './challenge.ts';
import { checkFin } from './fin.ts';
import { answerWithReset, dieByReset, sendAbort } from './reset.ts';
import { drain, takeText } from './text.ts';

/** `true`: go on to the next check. */
type Check = (step: Step, segment: Segment) => boolean;

const CHECKS: readonly Check[] = [
  checkSequence,
  checkReset,
  checkSecurity,
  checkSyn,
  checkAck,
  checkUrgent,
  checkText,
  checkFin,
];

export function arrivesInSynchronized(step: Step, segment: Segment): void {
  if (step.profile.dropsWithoutAckFirst && hasNoBusiness(step, segment)) return;
  for (const check of CHECKS) {
    if (!check(step, segment)) break;
  }
  output(step);
}

/** Neither ACK, RST nor SYN. The child of a listener is still judged by the rules of LISTEN's mini-socket. */
const hasNoBusiness = ({ tcb }: Step, { ack, rst, syn }: Segment): boolean =>
  ack === null && !rst && !syn && !(tcb.state === 'SYN-RECEIVED' && tcb.openedBy === 'passive');

/** First: inside the window and not stale, or an ACK goes back. */
function checkSequence(step: Step, segment: Segment): boolean {
  const { tcb, env, profile } = step;
  const { rcv } = tcb;
  // RFC 7323 §5.3, R1: an RST is never stale.
  if (!segment.rst && isStale(segment, rcv.tsRecent, rcv.tsRecentAt, env.now)) {
    answerUnacceptable(step, segment);
    return false;
  }
  if (isPeersSynAck(step, segment)) return true;
  const isAgain = tcb.state === 'SYN-RECEIVED' && segment.syn && !segment.rst && segment.seq === rcv.irs;
  if (isAgain && segment.ack === null && profile.synAckAgain === 'SYN without ACK') return answerAgain(step);
  if (isInWindow(segment, rcv.nxt, rcv.wnd, profile) || endsInWindow(segment, tcb, profile)) {
    rcv.heardAt = env.now;
    rememberTimestamp(tcb, segment, env.now);
    return true;
  }
  if (segment.rst) return isResetAtFin(step, segment);
  if (isAgain && profile.synAckAgain === 'any SYN outside the window') return answerAgain(step);
  return ackOfUnacceptable(step, segment);
}

/** The peer did not hear our SYN,ACK. */
function answerAgain(step: Step): false {
  sendSyn(step);
  return false;
}

/** §3.10.7.4, first: "special allowance" for a closed window: its ACKs and RSTs count although its text does not. MUST-66. */
function ackOfUnacceptable(step: Step, segment: Segment): boolean {
  const { rcv } = step.tcb;
  rcv.heardAt = step.env.now;
  answerUnacceptable(step, segment);
  const headAtEdge = segment.seq === rcv.nxt && rcv.wnd === 0 && segment.ack !== null && !segment.syn;
  if (headAtEdge) checkAck(step, segment);
  return false;
}

/** DEVIATION: in a simultaneous open the peer's SYN,ACK begins at IRS, below the window; figure 8 has it accepted. */
function isPeersSynAck({ tcb }: Step, segment: Segment): boolean {
  return (
    tcb.state === 'SYN-RECEIVED' &&
    tcb.openedBy === 'active' &&
    segment.syn &&
    !segment.rst &&
    segmentLength(segment) === 1 &&
    segment.seq === tcb.rcv.irs &&
    segment.ack === tcb.snd.nxt
  );
}

const isResetAtFin = ({ tcb, profile }: Step, segment: Segment): boolean =>
  profile.resetAtFin &&
  (tcb.state === 'CLOSE-WAIT' || tcb.state === 'CLOSING' || tcb.state === 'LAST-ACK') &&
  segment.seq === add(tcb.rcv.nxt, -1);

/** Second: an RST must hit RCV.NXT; elsewhere in the window it is challenged. RFC 5961 §3.2. */
function checkReset(step: Step, segment: Segment): boolean {
  if (!segment.rst) return true;
  const { rcv } = step.tcb;
  const inWindow = step.profile.anyResetInWindow && isAcceptable(segment.seq, 0, rcv.nxt, rcv.wnd);
  if (segment.seq === rcv.nxt || inWindow || isResetAtFin(step, segment)) dieByReset(step);
  else challenge(step);
  return false;
}

/** Third: security compartments (RFC 9293 appendix A.1) are not in this TCP. */
function checkSecurity(): boolean {
  return true;
}

/** Fourth: a SYN cannot belong here; the peer must prove with an RST that it means it. RFC 5961 §4.2. */
function checkSyn(step: Step, segment: Segment): boolean {
  const { tcb, profile } = step;
  if (!segment.syn) return true;
  if (isPeersSynAck(step, segment)) {
    step.ack = 'now';
    return true;
  }
  if (tcb.state === 'SYN-RECEIVED' && tcb.openedBy === 'passive') {
    // DEVIATION: "return to LISTEN": the listener never left it, so its child ends.
    if (profile.synInSynReceivedResets) answerWithReset(step, segment);
    end(step, 'SYN', null);
  } else if (profile.synInWindowResets) {
    sendAbort(step);
    end(step, 'SYN', 'reset', 'ECONNRESET');
  } else {
    challenge(step);
  }
  return false;
}

/** Sixth: urgent data is not in this TCP (RFC 6093 tells new applications not to use it). */
function checkUrgent(): boolean {
  return true;
}

/** Seventh: text, unless nobody is left to read it: then the peer must know that it is lost. §3.6.1, SHLD-3. */
function checkText(step: Step, segment: Segment): boolean {
  const { tcb } = step;
  const textEnd = add(segment.seq, segment.text.length);
  if (tcb.orphan && !tcb.rcv.finished && segment.text.length > 0 && before(tcb.rcv.nxt, textEnd)) {
    answerWithReset(step, segment);
    end(step, 'text after CLOSE', 'reset');
    return false;
  }
  if (tcb.rcv.outOfOrder.length > 0) drain(step); // text that came with the SYN
  takeText(step, segment);
  return true;
}
