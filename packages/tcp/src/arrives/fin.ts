/**
 * The eighth check: the peer has no more to send. RFC 9293 §3.10.7.4, eighth.
 * Its FIN counts when everything before it has been taken; it holds one number, and is acknowledged like an octet.
 * Next: synchronized.ts
 */
import type { Segment } from '../segment.ts';
import { add, before } from '../sequence.ts';
import { unreachable } from '../state.ts';
import { end, move, signal, type Step } from '../step.ts';
import { answerWithReset, sendAbort } from './reset.ts';
import { letsAckOfFinWait, owe } from './text.ts';

export function checkFin(step: Step, segment: Segment): boolean {
  const { tcb, profile } = step;
  const { rcv } = tcb;
  if (rcv.finAt === null || rcv.finAt !== rcv.nxt || rcv.finished) {
    const beyond = rcv.finished && !before(segment.seq, rcv.nxt);
    if (segment.fin && (profile.answersFinBeyondFin || !beyond)) owe(step, 'now'); // repeated, or its text is missing
    return true;
  }
  rcv.nxt = add(rcv.nxt, 1);
  if (profile.finTakesWindow) rcv.wnd = Math.max(0, rcv.wnd - 1);
  rcv.finished = true;
  signal(step, 'peer-closed');
  const waits = letsAckOfFinWait(step);
  if (waits) rcv.interactive = true; // tcp_fin(): the application is expected to answer by its close
  owe(step, waits ? 'delayed' : 'now');
  enterNextState(step);
  return true;
}

function enterNextState(step: Step): void {
  const { tcb, profile } = step;
  const { state } = tcb;
  switch (state) {
    case 'SYN-RECEIVED':
    case 'ESTABLISHED':
      return move(step, 'FIN', 'CLOSE-WAIT');
    case 'FIN-WAIT-1':
      // The ACK of our FIN, had it been in this segment, would have been taken by the fifth check.
      if (profile.finWait1RepeatsFin && tcb.snd.finSent) tcb.snd.resend = add(tcb.snd.nxt, -1);
      return move(step, 'FIN', 'CLOSING');
    case 'FIN-WAIT-2':
      return move(step, 'FIN', 'TIME-WAIT');
    case 'CLOSE-WAIT':
    case 'CLOSING':
    case 'LAST-ACK':
    case 'TIME-WAIT':
    case 'CLOSED':
    case 'LISTEN':
    case 'SYN-SENT':
      throw new Error(`the peer's FIN was taken before ${state}`);
    default:
      return unreachable(state);
  }
}

/** How long FIN-WAIT-2 lasts when nobody is left to read. Only orphans are timed: the RFC times nobody. tcp(7). */
export function startFinWait2(step: Step, segment: Segment | null): void {
  const { tcb, env, profile } = step;
  const { timers, options, snd } = tcb;
  if (!tcb.orphan || profile.finWait2 === 'for ever') return;
  if (typeof profile.finWait2 === 'object') {
    timers['fin-wait-2'] = env.now + profile.finWait2.after;
    return;
  }
  const linger = options.TCP_LINGER2 ?? 0;
  if (linger < 0) return refuseFinWait2(step, segment);
  const set = linger > 0 ? linger : env.sysctls.tcp_fin_timeout;
  const span = Math.max(set, Math.floor(3.5 * snd.rto)); // the kernel's tcp_fin_time()
  const excess = span - 2 * profile.msl;
  const twice = profile.finWait2AboveAMinute === 'twice the excess' && excess > 0;
  timers['fin-wait-2'] = env.now + (twice ? 2 * excess : span);
  timers.keepalive = null;
}

/** The answer to the ACK of our FIN, or to the close() that found it acknowledged. */
function refuseFinWait2(step: Step, segment: Segment | null): void {
  if (segment === null) sendAbort(step);
  else answerWithReset(step, segment);
  end(step, 'FIN-WAIT-2 refused', 'closed');
}
