/**
 * TIME-WAIT, whole: what a segment, a clock and a call do in it. RFC 9293 §3.10.7.4 as far as it concerns this state;
 * §3.6.1; RFC 1337; RFC 6191. The state keeps old segments of this connection out of the next one between the same
 * addresses, and goes on acknowledging the peer's FIN as long as it may be repeated.
 * Next: segment-arrives.ts
 */
import { NO_EFFECTS, type Effect, type Env, type Transition } from '../machine.ts';
import type { Profile } from '../profile.ts';
import { NO_OPTIONS, segmentLength, timestampOf, type Segment } from '../segment.ts';
import { add, before, type Seq } from '../sequence.ts';
import { issAfter } from '../reuse.ts';
import { createTcb } from '../create-tcb.ts';
import type { TimeWait } from '../tcb.ts';
import { isInWindow, isStale } from './acceptable.ts';

/** What is left when TIME-WAIT is over: one shared, frozen Tcb. */
const GONE = Object.freeze(createTcb());

const nothing = (tcb: TimeWait): Transition => ({ tcb, effects: NO_EFFECTS });

/** TIME-WAIT is over. */
export const timeWaitEnds = (): Transition => ({ tcb: GONE, effects: [{ type: 'signal', signal: 'closed' }] });

export function arrivesInTimeWait(tcb: TimeWait, segment: Segment, env: Env, profile: Profile): Transition {
  // DEVIATION: a repeated FIN comes before the first check. Its numbers lie below RCV.NXT, so the check taken
  // literally would acknowledge it and never restart 2 MSL, which the fifth and eighth ask for.
  if (isRepeatedFin(tcb, segment)) return { tcb: restart(tcb, env, profile), effects: [ackOf(tcb, env)] };
  if (segment.rst) return resetArrives(tcb, segment, env, profile);
  const stale = isStale(segment, tcb.tsRecent, tcb.tsRecentAt, env.now);
  if (!stale && isNewSyn(tcb, segment)) return { tcb, effects: [reopen(tcb, env)] };
  const inWindow = !stale && isInWindow(segment, tcb.rcvNxt, tcb.rcvWnd, profile);
  if (inWindow && isBareAck(tcb, segment)) {
    return nothing(
      profile.timeWaitRestartedBy === 'nothing else' ? tcb : restart(stamp(tcb, segment, env), env, profile),
    );
  }
  return anythingElse(tcb, segment, env, profile, inWindow);
}

/** The last number of the segment is that of the peer's FIN: RCV.NXT − 1. */
const isRepeatedFin = (tcb: TimeWait, segment: Segment): boolean =>
  segment.fin &&
  segment.ack !== null &&
  !segment.syn &&
  !segment.rst &&
  add(segment.seq, segmentLength(segment)) === tcb.rcvNxt;

/** DEVIATION: the fifth check would acknowledge a bare ACK too, and two ends in TIME-WAIT would never fall silent. */
const isBareAck = (tcb: TimeWait, segment: Segment): boolean =>
  segment.ack !== null && segmentLength(segment) === 0 && segment.seq === tcb.rcvNxt;

/** Second: an RST at RCV.NXT ends TIME-WAIT. RFC 1337 calls that assassination; tcp_rfc1337 and FreeBSD ignore it. */
function resetArrives(tcb: TimeWait, segment: Segment, env: Env, profile: Profile): Transition {
  if (!profile.resetEndsTimeWait || env.sysctls.tcp_rfc1337) return nothing(tcb);
  if (segment.seq === tcb.rcvNxt) return timeWaitEnds();
  const challenges = profile.timeWaitChallengesReset && isInWindow(segment, tcb.rcvNxt, tcb.rcvWnd, profile);
  return challenges ? { tcb, effects: [ackOf(tcb, env)] } : nothing(tcb);
}

/** A SYN that no old duplicate can be: a later timestamp, or a sequence number beyond the old ones. RFC 6191 §2. */
function isNewSyn(tcb: TimeWait, segment: Segment): boolean {
  if (!segment.syn || segment.ack !== null) return false;
  if (before(tcb.rcvNxt, segment.seq)) return true;
  const { timestamps } = segment.options;
  return tcb.tsRecent !== null && timestamps !== undefined && ((timestamps.val - tcb.tsRecent) | 0) > 0;
}

/** The host decides: only it knows whether anybody listens. */
const reopen = (tcb: TimeWait, env: Env): Effect => ({
  type: 'reopen',
  iss: issAfter(tcb),
  otherwise: ackSegment(tcb, env),
});

/** Old text, old SYNs, FINs without ACK, segments from far away: an ACK says that this end has finished. */
function anythingElse(tcb: TimeWait, segment: Segment, env: Env, profile: Profile, inWindow: boolean): Transition {
  if (segment.ack === null && !isAnsweredWithoutAck(profile, inWindow)) return nothing(tcb);
  const restarts =
    segment.ack !== null &&
    (profile.timeWaitRestartedBy === 'any ACK' || (profile.timeWaitRestartedBy === 'acknowledgment' && inWindow));
  const next = restarts ? restart(tcb, env, profile) : tcb;
  const mayLoop = segment.syn || (segment.text.length === 0 && !segment.fin);
  if (!profile.limitsChallenges || !mayLoop) return { tcb: next, effects: [ackOf(tcb, env)] };
  if (tcb.challengedAt !== null && env.now - tcb.challengedAt < env.sysctls.tcp_invalid_ratelimit) return nothing(next);
  return { tcb: withChallenge(next, env), effects: [ackOf(tcb, env)] };
}

function isAnsweredWithoutAck(profile: Profile, inWindow: boolean): boolean {
  if (profile.timeWaitAnswersWithoutAck === 'outside the window') return !inWindow;
  return profile.timeWaitAnswersWithoutAck === 'always';
}

const restart = (tcb: TimeWait, env: Env, profile: Profile): TimeWait => ({
  ...tcb,
  deadline: env.now + 2 * profile.msl,
});

const stamp = (tcb: TimeWait, { options }: Segment, env: Env): TimeWait =>
  tcb.tsRecent === null || options.timestamps === undefined
    ? tcb
    : { ...tcb, tsRecent: options.timestamps.val, tsRecentAt: env.now };

const withChallenge = (tcb: TimeWait, env: Env): TimeWait => ({ ...tcb, challengedAt: env.now });

const ackOf = (tcb: TimeWait, env: Env): Effect => ({ type: 'transmit', segment: ackSegment(tcb, env) });

/** `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>`. */
function ackSegment(tcb: TimeWait, env: Env): Segment {
  const ack: Seq = tcb.rcvNxt;
  return {
    seq: tcb.sndNxt,
    ack,
    wnd: Math.min(tcb.rcvWnd >> tcb.windowShift, 0xffff),
    syn: false,
    fin: false,
    rst: false,
    psh: false,
    text: '',
    options: tcb.tsRecent === null ? NO_OPTIONS : { timestamps: { val: timestampOf(env.now), ecr: tcb.tsRecent } },
  };
}
