/**
 * What may be sent now: text within both windows, the FIN after it, the ACK that is owed. RFC 9293 §3.7, §3.8.6.
 * Everything that is sent after the SYN goes through `sendSegment`, which keeps SND.NXT and the clocks true.
 * Next: retransmission.ts
 */
import type { Micros } from './machine.ts';
import { NO_OPTIONS, timestampOf, type Bytes, type SackBlock, type SegmentOptions } from './segment.ts';
import { add, before, distance, within, type Seq } from './sequence.ts';
import { transmit, type Draft, type Step } from './step.ts';
import { nextProbe, startProbeTimer, startRetransmissionTimer, startUserTimer } from './retransmission.ts';
import { windowToAdvertise } from './window.ts';

/** The number of the first octet in `snd.buffer`. */
export const textStart = ({ snd }: Draft): Seq => (snd.synAcknowledged ? snd.una : add(snd.iss, 1));

/** The number that the FIN holds, or will hold. */
export const finNumber = (tcb: Draft): Seq => add(textStart(tcb), tcb.snd.buffer.length);

/** The end of every step that may have made room, text or an ACK due. */
export function output(step: Step): void {
  switch (step.tcb.state) {
    case 'ESTABLISHED':
    case 'FIN-WAIT-1':
    case 'CLOSE-WAIT':
    case 'CLOSING':
    case 'LAST-ACK':
      sendAgain(step);
      sendNew(step);
      startPersistIfStuck(step);
      break;
    default:
      break;
  }
  if (step.ack === 'now') sendAck(step);
  else if (step.ack === 'delayed') step.tcb.timers['delayed-ack'] ??= step.env.now + patienceOfAck(step);
}

/** How long an ACK may wait for something to ride on. §3.8.6.3 */
const patienceOfAck = ({ tcb, profile }: Step): Micros =>
  tcb.rcv.textAt === null ? profile.delayedAckBeforeText : profile.delayedAck;

/** Octets that are believed to be in the network. RFC 6675 calls it pipe. */
function inFlight({ snd }: Draft): number {
  let octets = distance(snd.una, snd.resend);
  for (const [left, right] of snd.sacked) {
    if (before(left, snd.resend)) octets -= distance(left, right);
  }
  return octets;
}

/** What is marked as lost goes first, as far as the congestion window allows. RFC 5681 §4.3. */
function sendAgain(step: Step): void {
  const { snd } = step.tcb;
  while (before(snd.resend, snd.nxt) && snd.synAcknowledged && snd.wnd > 0) {
    const held = snd.sacked.find(([left, right]) => within(snd.resend, left, distance(left, right)));
    if (held !== undefined) {
      snd.resend = held[1];
      continue;
    }
    if (inFlight(step.tcb) + Math.min(snd.mss, distance(snd.resend, snd.nxt)) > snd.cwnd) return;
    retransmit(step, snd.resend);
  }
}

/** Sends again what begins at `from`: one segment, not beyond what the peer already holds. Answers its end. */
export function retransmit(step: Step, from: Seq): Seq {
  const { tcb } = step;
  const { snd } = tcb;
  const offset = distance(textStart(tcb), from);
  let size = Math.min(snd.mss, snd.buffer.length - offset, distance(from, snd.nxt));
  for (const [left] of snd.sacked) {
    if (before(from, left)) size = Math.min(size, distance(from, left));
  }
  const fin = snd.finSent && offset + size === snd.buffer.length;
  sendSegment(step, from, snd.buffer.slice(offset, offset + size), fin);
  return add(from, size + (fin ? 1 : 0));
}

/** One new segment, whatever congestion and Nagle say: a tail loss probe. RFC 8985 §7.3. `false`: nothing new may go. */
export function sendOne(step: Step): boolean {
  const { tcb } = step;
  const { snd } = tcb;
  const offset = distance(textStart(tcb), snd.nxt);
  const size = Math.min(snd.buffer.length - offset, snd.mss, snd.wnd - distance(snd.una, snd.nxt));
  if (size <= 0) return false;
  sendSegment(step, snd.nxt, snd.buffer.slice(offset, offset + size), false);
  return true;
}

/** The override of §3.8.6.2.1: what waited too long for room goes, however small it is. */
export function sendSmall(step: Step): void {
  sendNew(step, true);
}

/** New text, then the FIN. §3.10.2; §3.8.6.2.1 for what is too small to send. */
function sendNew(step: Step, overrides = false): void {
  const { tcb } = step;
  const { snd } = tcb;
  if (!snd.synAcknowledged && snd.buffer.length > 0) return;
  while (!snd.finSent && snd.resend === snd.nxt) {
    const offset = distance(textStart(tcb), snd.nxt);
    const waiting = snd.buffer.length - offset;
    const room = Math.min(snd.wnd, snd.cwnd + limitedTransmit(tcb)) - inFlight(tcb);
    const size = Math.min(waiting, snd.mss, room);
    const last = size === waiting;
    // The FIN takes a number, so it must fit the peer's window; congestion counts octets, of which it has none.
    const fin = last && snd.closing && distance(snd.una, snd.nxt) + size < snd.wnd;
    if (!fin && !(overrides && size > 0) && !worthSending(step, size, last)) return;
    sendSegment(step, snd.nxt, snd.buffer.slice(offset, offset + size), fin);
  }
}

/**
 * The first two duplicate ACKs each let one new segment out beyond CWND, so that a third can come. RFC 5681 §3.2, step 1;
 * RFC 3042. With SACK they do by themselves: what the peer holds is no longer in flight.
 */
const limitedTransmit = ({ snd }: Draft): number =>
  snd.sackPermitted || snd.recover !== null ? 0 : Math.min(snd.duplicateAcks, 2) * snd.mss;

/** The sender's side of silly window avoidance, and Nagle. §3.8.6.2.1, §3.7.4, MUST-38. */
function worthSending({ tcb, profile }: Step, size: number, last: boolean): boolean {
  const { snd } = tcb;
  if (size <= 0) return false;
  if (size === snd.mss) return true;
  if (last) {
    if (tcb.options.TCP_NODELAY === true || snd.closing || snd.una === snd.nxt) return true;
    if (profile.nagle === 'something small in flight') return !before(snd.una, snd.small);
    return false;
  }
  return size * 2 >= snd.maxWnd && snd.una === snd.nxt;
}

/** Text waits, nothing is in flight and no clock runs: only a probe can find the window open again. §3.8.6.1, MUST-36. */
function startPersistIfStuck(step: Step): void {
  const { tcb } = step;
  const { snd, timers } = tcb;
  const end = add(finNumber(tcb), snd.closing ? 1 : 0);
  if (!before(snd.resend, end) || !snd.synAcknowledged || timers.retransmission !== null) return;
  timers.persist ??= nextProbe(step);
  startUserTimer(step);
}

/** One segment with text or FIN (or both), from any number on. */
function sendSegment(step: Step, from: Seq, text: Bytes, fin: boolean): void {
  const { tcb, env } = step;
  const { snd, rcv, timers } = tcb;
  const length = text.length + (fin ? 1 : 0);
  const to = add(from, length);
  const psh = text.length > 0 && distance(textStart(tcb), from) + text.length === snd.buffer.length;
  acknowledge(step, from, text, fin, psh);
  if (snd.resend === from) snd.resend = to;
  if (before(snd.nxt, to)) {
    if (snd.timedAt === null) {
      snd.timedAt = env.now;
      snd.timedSeq = to;
    }
    snd.nxt = to;
    snd.newest = from;
    snd.persistShift = 0;
    if (text.length < snd.mss && text.length > 0) snd.small = to;
  } else {
    snd.timedAt = null; // RFC 6298 §3: the answer to something sent twice measures nothing
  }
  if (fin) snd.finSent = true;
  if (text.length > 0 && rcv.textAt !== null && env.now - rcv.textAt < step.profile.delayedAck) rcv.interactive = true;
  timers.persist = null;
  snd.unackedSince ??= env.now;
  startUserTimer(step);
  if (snd.newest !== from || !startProbeTimer(step)) startRetransmissionTimer(step);
}

/** An empty segment that says what we have and how much more we take. */
export function sendAck(step: Step): void {
  acknowledge(step, step.tcb.snd.nxt, '', false, false);
}

/** Every segment of a synchronized connection carries the newest ACK and window, and so pays what was owed. */
export function acknowledge(step: Step, from: Seq, text: Bytes, fin: boolean, psh: boolean): void {
  const { tcb } = step;
  const { rcv } = tcb;
  const wnd = windowToAdvertise(step);
  transmit(step, {
    seq: from,
    ack: rcv.nxt,
    wnd,
    syn: false,
    fin,
    rst: false,
    psh,
    text,
    options: optionsNow(step),
  });
  rcv.acked = rcv.nxt;
  rcv.duplicate = null;
  if (rcv.quickAcks > 0) rcv.quickAcks -= 1;
  step.ack = 'none';
  tcb.timers['delayed-ack'] = null;
}

/** What every segment after the SYN carries. */
export function optionsNow({ tcb, env }: Step): SegmentOptions {
  const { snd, rcv } = tcb;
  const sack = snd.sackPermitted && (rcv.sackBlocks.length > 0 || rcv.duplicate !== null) ? blocksToTell(tcb) : null;
  if (rcv.tsRecent === null) return sack === null ? NO_OPTIONS : { sack };
  const timestamps = { val: timestampOf(env.now), ecr: rcv.tsRecent };
  return sack === null ? { timestamps } : { sack, timestamps };
}

/** Up to four blocks (three beside timestamps): first what came twice, then the newest. RFC 2018 §3, §4; RFC 2883 §4. */
function blocksToTell({ rcv }: Draft): readonly SackBlock[] {
  const blocks = rcv.duplicate === null ? rcv.sackBlocks : [rcv.duplicate, ...rcv.sackBlocks];
  return blocks.slice(0, rcv.tsRecent === null ? 4 : 3);
}
