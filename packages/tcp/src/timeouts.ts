/**
 * What each clock does when it is due. RFC 9293 §3.10.8 (user, retransmission, TIME-WAIT), §3.8.6.1 (zero window),
 * §3.8.4 (keepalive); tcp(7) for FIN-WAIT-2. The host asks `nextDeadline` and comes back then, not earlier.
 * Next: icmp.ts
 */
import { collapseWindow } from './congestion.ts';
import { TIMERS, type Micros, type TimerName } from './machine.ts';
import { sendSyn } from './opening.ts';
import { output, sendAck, sendSmall, textStart } from './output.ts';
import { probeTail, probeWindow, sendOldNumber } from './probes.ts';
import { backOff, mustGiveUp, nextProbe } from './retransmission.ts';
import { sendAbort } from './arrives/reset.ts';
import { add } from './sequence.ts';
import { unreachable } from './state.ts';
import { end, type Step } from './step.ts';
import type { Tcb } from './tcb.ts';

/** The clock that is due first, or `null` when none runs. At equal times the order of TIMERS decides. */
export function nextDeadline(tcb: Tcb): { readonly timer: TimerName; readonly at: Micros } | null {
  if (tcb.state === 'TIME-WAIT') return { timer: 'time-wait', at: tcb.deadline };
  let timer: TimerName | null = null;
  let at = Infinity;
  for (const name of TIMERS) {
    const deadline = tcb.timers[name];
    if (deadline !== null && deadline < at) {
      timer = name;
      at = deadline;
    }
  }
  return timer === null ? null : { timer, at };
}

/** A clock fired. One that was stopped or moved since is not heard. */
export function timeout(step: Step, timer: TimerName): void {
  const { timers } = step.tcb;
  const deadline = timers[timer];
  if (deadline === null || deadline > step.env.now) return;
  timers[timer] = null;
  switch (timer) {
    case 'retransmission':
      return step.tcb.snd.probeDue ? probeTail(step) : retransmissionTimeout(step);
    case 'persist':
      return persistTimeout(step);
    case 'delayed-ack':
      step.tcb.rcv.interactive = false; // no answer came in time to carry it
      return sendAck(step);
    case 'time-wait':
      return; // TIME-WAIT keeps its own deadline: arrives/time-wait.ts
    case 'fin-wait-2':
      return end(step, 'FIN-WAIT-2 timeout', 'closed');
    case 'keepalive':
      return keepaliveTimeout(step);
    case 'user':
      return end(step, 'user timeout', 'timed-out', 'ETIMEDOUT');
    default:
      return unreachable(timer);
  }
}

/** RFC 6298 §5.4–5.7: the earliest segment again, twice the patience. */
function retransmissionTimeout(step: Step): void {
  const { tcb } = step;
  const { snd } = tcb;
  if (mustGiveUp(step)) return end(step, 'R2 timeout', 'timed-out', 'ETIMEDOUT');
  snd.timedAt = null;
  snd.probed = null;
  if (!snd.synAcknowledged) {
    backOff(step);
    sendSyn(step);
    if (tcb.state !== 'SYN-SENT' && tcb.state !== 'SYN-RECEIVED') snd.resend = textStart(tcb);
    return;
  }
  collapseWindow(step);
  backOff(step);
  output(step); // with the window closed meanwhile, nothing goes and the persist timer takes over
}

/** §3.8.6.1: probes go on as long as the peer answers them (MUST-37); `snd.probes` counts those without answer. */
function persistTimeout(step: Step): void {
  const { tcb, env } = step;
  const { snd } = tcb;
  const { tcp_orphan_retries, tcp_retries2 } = env.sysctls;
  const limit = tcb.orphan ? tcp_orphan_retries || 8 : tcp_retries2;
  if (snd.probes >= limit) return end(step, 'R2 timeout', 'timed-out', 'ETIMEDOUT');
  sendSmall(step);
  if (tcb.timers.retransmission !== null) return;
  probeWindow(step);
  snd.probes += 1;
  snd.persistShift += 1;
  tcb.timers.persist = nextProbe(step);
}

/** §3.8.4 and the rule of Linux: idle time, then probes at intervals, then RST and ETIMEDOUT. */
function keepaliveTimeout(step: Step): void {
  const { tcb, env } = step;
  const { snd, rcv, options, timers } = tcb;
  if (options.SO_KEEPALIVE !== true) return;
  const idle = options.TCP_KEEPIDLE ?? env.sysctls.tcp_keepalive_time;
  const quiet = env.now - rcv.heardAt;
  if (snd.una !== snd.nxt || snd.buffer.length > 0 || (snd.closing && !snd.finSent)) {
    timers.keepalive = soonest(step, idle); // MUST-26: not while data is unacknowledged: that has its own clock
    return;
  }
  if (quiet < idle) {
    timers.keepalive = rcv.heardAt + idle;
    return;
  }
  const limit = options.TCP_USER_TIMEOUT ?? 0;
  const count = options.TCP_KEEPCNT ?? env.sysctls.tcp_keepalive_probes;
  // tcp(7): a user timeout replaces the count of probes.
  if (limit > 0 ? quiet >= limit && snd.probes > 0 : snd.probes >= count) {
    sendAbort(step);
    return end(step, 'keepalive timeout', 'timed-out', 'ETIMEDOUT');
  }
  sendOldNumber(step, add(snd.nxt, -1));
  snd.probes += 1;
  timers.keepalive = soonest(step, options.TCP_KEEPINTVL ?? env.sysctls.tcp_keepalive_intvl);
}

/** A sysctl may say 0 seconds: the clock fires at the next tick then, and time goes on. */
const soonest = ({ env, profile }: Step, wait: Micros): Micros => env.now + Math.max(wait, profile.jiffy ?? 1_000);
