/**
 * The SYN and what it settles for the life of a connection: MSS, window scale, SACK, timestamps.
 * RFC 9293 §3.7.1; RFC 7323 §2–3; RFC 2018 §2. A SYN is sent anew each time, by the state that sends it.
 * Next: window.ts
 */
import { initialWindow } from './congestion.ts';
import { startRetransmissionTimer, startUserTimer } from './retransmission.ts';
import { timestampOf, type Segment, type SegmentOptions } from './segment.ts';
import { add, type Seq } from './sequence.ts';
import { transmit, type Step } from './step.ts';
import { firstWindow, shiftToOffer } from './window.ts';

type Options = { -readonly [K in keyof SegmentOptions]: SegmentOptions[K] };

/** SND.UNA = ISS, SND.NXT = ISS + 1: the SYN holds the first number. §3.10.1, §3.10.7.2. */
export function chooseIss({ tcb, env, profile }: Step, iss: Seq): void {
  const { snd } = tcb;
  snd.iss = iss;
  snd.una = iss;
  snd.nxt = add(iss, 1);
  snd.resend = snd.nxt;
  snd.small = iss;
  snd.newest = iss;
  snd.rto = profile.initialRto;
  snd.timedSeq = snd.nxt;
  snd.timedAt = env.now;
  snd.unackedSince = env.now;
}

/** `<SEQ=ISS><CTL=SYN>` from SYN-SENT, `<SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK>` from any later state. */
export function sendSyn(step: Step): void {
  const { tcb } = step;
  const { snd, rcv } = tcb;
  const first = tcb.state === 'SYN-SENT';
  transmit(step, {
    seq: snd.iss,
    ack: first ? null : rcv.nxt,
    wnd: firstWindow(step),
    syn: true,
    fin: false,
    rst: false,
    psh: false,
    text: '',
    options: synOptions(step, first),
  });
  if (!first) rcv.acked = rcv.nxt;
  startUserTimer(step);
  startRetransmissionTimer(step);
}

function synOptions({ tcb, env, profile }: Step, first: boolean): SegmentOptions {
  const { sysctls } = env;
  const { snd, rcv } = tcb;
  const offerAll = first || (tcb.openedBy === 'active' && profile.simultaneousOpenOffersAll);
  const options: Options = { mss: tcb.mss };
  if (sysctls.tcp_sack && (offerAll || snd.sackPermitted)) options.sackPermitted = true;
  if (sysctls.tcp_timestamps && (offerAll || rcv.tsRecent !== null)) {
    options.timestamps = { val: timestampOf(env.now), ecr: rcv.tsRecent ?? 0 };
  }
  if (sysctls.tcp_window_scaling && (offerAll || snd.scaling)) options.windowScale = shiftToOffer(tcb, profile);
  return options;
}

/** Reads the peer's SYN: IRS, RCV.NXT, its window and every option that both ends want. */
export function takeSyn({ tcb, env, profile }: Step, segment: Segment): void {
  const { snd, rcv } = tcb;
  const { options } = segment;
  const { sysctls } = env;
  rcv.irs = segment.seq;
  rcv.nxt = add(segment.seq, 1);
  rcv.heardAt = env.now;
  snd.sackPermitted = options.sackPermitted === true && sysctls.tcp_sack;
  snd.scaling = options.windowScale !== undefined && sysctls.tcp_window_scaling;
  snd.windowShift = snd.scaling ? Math.min(14, options.windowScale ?? 0) : 0; // RFC 7323 §2.3: more than 14 is 14
  rcv.windowShift = snd.scaling ? shiftToOffer(tcb, profile) : 0;
  if (options.timestamps !== undefined && sysctls.tcp_timestamps) {
    rcv.tsRecent = options.timestamps.val;
    rcv.tsRecentAt = env.now;
  }
  const mss = options.mss ?? tcb.defaultMss; // §3.7.1, MUST-15
  snd.mss = Math.max(1, Math.min(mss, tcb.mss) - (rcv.tsRecent === null ? 0 : 12)); // MUST-16: less the options we always send
  snd.wnd = segment.wnd;
  snd.maxWnd = segment.wnd;
  snd.wl1 = segment.seq;
  snd.wl2 = segment.ack ?? snd.iss;
  snd.cwnd = initialWindow(snd.mss, profile);
}
