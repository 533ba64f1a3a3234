/**
 * When to send again: RTT measurement, RTO, backoff, giving up. RFC 9293 §3.8.1 and §3.8.3; RFC 6298.
 * Next: probes.ts
 */
import type { Micros } from './machine.ts';
import { timestampOf, type Segment } from './segment.ts';
import { atOrBefore } from './sequence.ts';
import type { Step } from './step.ts';

/**
 * When a wait that begins now is over. Linux rounds it up to jiffies, and then to the end of a slot of its timer wheel:
 * below 63 jiffies a slot is one, and for each eightfold wait it is eight times as wide. calc_wheel_index()
 */
export function due({ env, profile }: Step, wait: Micros): Micros {
  const { jiffy } = profile;
  if (jiffy === null) return env.now + wait;
  const jiffies = Math.ceil(wait / jiffy);
  let slot = 1;
  while (jiffies >= 63 * slot) slot *= 8;
  return (Math.floor((Math.floor(env.now / jiffy) + jiffies) / slot) + 1) * slot * jiffy;
}

/** RFC 6298 §5.1: a clock that runs already goes on. */
export function startRetransmissionTimer(step: Step): void {
  step.tcb.timers.retransmission ??= due(step, retransmissionWait(step));
}

/** RTO; FreeBSD adds its slop to whatever is measured or doubled, so not to the first. TCPT_RANGESET() */
function retransmissionWait({ tcb: { snd }, profile }: Step): Micros {
  const first = snd.srtt === null && snd.retransmissions === 0;
  return Math.min(snd.rto + (first ? 0 : profile.rtoSlop), profile.maxRto);
}

/** When to ask whether the window has opened. RTO, and twice as long each time; or as profile.windowProbeWait has it. */
export function nextProbe(step: Step): Micros {
  const { tcb, profile } = step;
  const { srtt, rttvar, rto, persistShift } = tcb.snd;
  const times = 1 << Math.min(persistShift, 16);
  const { windowProbeWait: bounds } = profile;
  if (bounds === 'RTO') return due(step, Math.min(rto * times, profile.maxRto));
  const base = srtt === null ? rto : 4 * srtt + 8 * rttvar;
  return due(step, Math.min(Math.max(base * times + profile.rtoSlop, bounds.least), bounds.most));
}

/**
 * PTO of RFC 8985 §7.2: two round trips, and longer when one segment alone is out, whose ACK may be delayed; but no later
 * than RTO. Only with SACK, while nothing is known to be lost, and one at a time; `false`: not now. tcp_schedule_loss_probe()
 */
export function startProbeTimer(step: Step): boolean {
  const { tcb, env, profile } = step;
  const { snd } = tcb;
  if (!profile.tailLossProbe || !snd.sackPermitted || snd.probed !== null || snd.unackedSince === null) return false;
  const quiet = snd.retransmissions === 0 && snd.recover === null && snd.duplicateAcks === 0 && snd.sacked.length === 0;
  if (!quiet || snd.resend !== snd.nxt) return false;
  const allowance = atOrBefore(snd.newest, snd.una) ? profile.minRto : 2 * (profile.jiffy ?? 0);
  const wait = snd.srtt === null ? profile.initialRto : 2 * snd.srtt + allowance;
  tcb.timers.retransmission = due(step, Math.min(wait, snd.unackedSince + snd.rto - env.now));
  snd.probeDue = true;
  return true;
}

/** TCP_USER_TIMEOUT counts from the first octet that waits for an ACK or for the window. RFC 5482, tcp(7). */
export function startUserTimer({ tcb, env }: Step): void {
  const limit = tcb.options.TCP_USER_TIMEOUT;
  if (limit !== null && limit > 0) tcb.timers.user ??= env.now + limit;
}

/** Something new was acknowledged: measure, forget the backoff, restart or stop the clock. RFC 6298 §5.2, §5.3. */
export function acknowledged(step: Step, segment: Segment): void {
  const { tcb, env } = step;
  const { snd, timers } = tcb;
  const sample = measure(step, segment);
  if (sample !== null) takeSample(step, sample);
  // RFC 6298 §5.7: the SYN was sent again and nothing was measured.
  else if (snd.srtt === null && snd.retransmissions > 0) snd.rto = Math.max(snd.rto, 3_000_000);
  snd.retransmissions = 0;
  snd.probes = 0;
  const outstanding = snd.una !== snd.nxt;
  snd.unackedSince = outstanding ? env.now : null;
  snd.resentSince = null;
  snd.probeDue = false;
  if (snd.probed !== null && atOrBefore(snd.probed, snd.una)) snd.probed = null;
  timers.retransmission = null;
  timers.user = null;
  if (!outstanding) return;
  startUserTimer(step);
  if (!startProbeTimer(step)) timers.retransmission = due(step, retransmissionWait(step));
}

/** A round trip that this ACK measures: the timed segment's, else by the echoed timestamp (RFC 7323 §4.1). */
function measure({ tcb, env }: Step, segment: Segment): Micros | null {
  const { snd, rcv } = tcb;
  if (snd.timedAt !== null) {
    if (!atOrBefore(snd.timedSeq, snd.una)) return null;
    const sample = env.now - snd.timedAt;
    snd.timedAt = null;
    return sample;
  }
  const echo = segment.options.timestamps?.ecr;
  if (rcv.tsRecent === null || echo === undefined || echo === 0) return null;
  return ((timestampOf(env.now) - echo) >>> 0) * 1_000;
}

/** RFC 6298 §2.2, §2.3: SRTT with 1/8, RTTVAR with 1/4, in whole microseconds. */
function takeSample({ tcb, profile }: Step, sample: Micros): void {
  const { snd } = tcb;
  if (snd.srtt === null) {
    snd.srtt = sample;
    snd.rttvar = sample >> 1;
  } else {
    snd.rttvar = Math.floor((3 * snd.rttvar + Math.abs(snd.srtt - sample)) / 4);
    snd.srtt = Math.floor((7 * snd.srtt + sample) / 8);
  }
  const spread = 4 * snd.rttvar;
  const rto =
    profile.minRtoBounds === 'rto'
      ? Math.max(profile.minRto, snd.srtt + spread)
      : snd.srtt + Math.max(profile.minRto, spread);
  const { jiffy } = profile;
  snd.rto = Math.min(jiffy === null ? rto : Math.ceil(rto / jiffy) * jiffy, profile.maxRto);
}

/** RFC 6298 §5.5: twice as long next time, up to a bound. Linux keeps the first few SYNs at one interval. */
export function backOff({ tcb, env, profile }: Step): void {
  const { snd } = tcb;
  snd.retransmissions += 1;
  snd.resentSince ??= env.now;
  const linear =
    tcb.state === 'SYN-SENT' && profile.linearSynTimeouts && snd.retransmissions <= env.sysctls.tcp_syn_linear_timeouts;
  if (!linear) snd.rto = Math.min(2 * snd.rto, profile.maxRto);
}

/** R2 of §3.8.3 is reached: sending again would be one time too many. Asked when the clock fires. */
export function mustGiveUp(step: Step): boolean {
  const { tcb, env, profile } = step;
  const { snd } = tcb;
  const opening = tcb.state === 'SYN-SENT' || tcb.state === 'SYN-RECEIVED';
  const { giveUp } = profile;
  const waited = snd.unackedSince === null ? 0 : env.now - snd.unackedSince;
  switch (giveUp.by) {
    case 'time':
      return waited >= (opening ? giveUp.syn : giveUp.data);
    case 'count':
      return snd.retransmissions >= (opening ? giveUp.syn : giveUp.data);
    case 'sysctls':
      if (tcb.state === 'SYN-RECEIVED') return snd.retransmissions >= env.sysctls.tcp_synack_retries;
      if (tcb.state === 'SYN-SENT') return synWasInVain(step, waited);
      return snd.resentSince !== null && env.now - snd.resentSince >= patience(step);
  }
}

/**
 * Linux's tcp_write_timeout() in SYN-SENT: so many SYNs, or the time that tcp_syn_retries take when each waits twice
 * as long, counted from the first SYN. With the first few at one interval, either can come first.
 */
function synWasInVain({ tcb, env, profile }: Step, waited: Micros): boolean {
  const { retransmissions } = tcb.snd;
  const { tcp_syn_retries, tcp_syn_linear_timeouts } = env.sysctls;
  if (retransmissions >= tcp_syn_retries + (profile.linearSynTimeouts ? tcp_syn_linear_timeouts : 0)) return true;
  return retransmissions > 0 && waited >= spanOfRetries(tcp_syn_retries, profile.initialRto, profile.maxRto);
}

/** tcp_retries2, or for an orphan tcp_orphan_retries (0 means 8 while its RTO is below the bound), as a span of time. */
function patience({ tcb, env, profile }: Step): Micros {
  const { sysctls } = env;
  if (!tcb.orphan) return spanOfRetries(sysctls.tcp_retries2, profile.minRto, profile.maxRto);
  const alive = tcb.snd.rto < profile.maxRto;
  const retries = sysctls.tcp_orphan_retries === 0 && alive ? 8 : sysctls.tcp_orphan_retries;
  return spanOfRetries(retries, profile.minRto, profile.maxRto);
}

/** How long so many retries take when the first waits `base` and each waits twice as long, at most `bound`. */
function spanOfRetries(retries: number, base: Micros, bound: Micros): Micros {
  let span = 0;
  let wait = base;
  for (let sent = 0; sent <= retries; sent += 1) {
    span += wait;
    wait = Math.min(2 * wait, bound);
  }
  return span;
}
