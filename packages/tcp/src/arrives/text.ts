/**
 * The seventh check: text is taken in order, each octet once. RFC 9293 §3.10.7.4, seventh.
 * What comes early waits in `rcv.outOfOrder`; what lies outside the window is cut off.
 * Next: fin.ts
 */
import { emit, type Step } from '../step.ts';
import { segmentLength, type Bytes, type Segment } from '../segment.ts';
import { add, before, distance, within, type Seq } from '../sequence.ts';
import { NO_BLOCKS, NO_FRAGMENTS } from '../create-tcb.ts';
import { noteDuplicate, reportHeld } from './sack.ts';
import type { Fragment } from '../tcb.ts';

/** Text in ESTABLISHED, FIN-WAIT-1 and FIN-WAIT-2; later states have had the peer's FIN, and ignore it. */
export function takeText(step: Step, segment: Segment): void {
  const { rcv } = step.tcb;
  if (rcv.finished) return answerOldText(step, segment);
  const start = segment.syn ? add(segment.seq, 1) : segment.seq;
  noteFin(step, segment, start);
  if (segment.text.length === 0) return;
  const end = add(start, segment.text.length);
  if (start !== rcv.nxt || rcv.outOfOrder.length > 0) noteDuplicate(step, start, end);
  if (!before(rcv.nxt, end)) return owe(step, 'now'); // nothing new
  if (before(rcv.nxt, start)) return keepForLater(step, start, segment.text);
  const hadGap = rcv.outOfOrder.length > 0;
  const wait = urgency(step, segment);
  deliver(step, segment.text.slice(distance(start, rcv.nxt)));
  const cut = before(rcv.nxt, end);
  drain(step);
  const full = distance(rcv.acked, rcv.nxt) > step.tcb.snd.mss;
  owe(step, hadGap || cut || full ? 'now' : wait); // RFC 5681 §4.2: at once when a gap is filled
}

/** Text that the first check let through on account of its end, after the FIN: sent again, so our ACK was lost. */
function answerOldText(step: Step, segment: Segment): void {
  const isOld = step.profile.leftEdge === 'Last.ACK.sent' && before(segment.seq, step.tcb.rcv.nxt);
  if (!isOld || segmentLength(segment) === 0) return;
  noteDuplicate(step, segment.seq, add(segment.seq, segmentLength(segment)));
  if (segment.text.length > 0) owe(step, 'now');
}

/** Text that came with the SYN, before anybody may have it: it waits like text that came early. §3.10.7.2, third. */
export function keepEarlyText(step: Step, segment: Segment): void {
  const { rcv } = step.tcb;
  const start = add(segment.seq, 1);
  noteFin(step, segment, start);
  if (segment.text.length > 0) hold(rcv, start, segment.text.slice(0, rcv.wnd));
}

/** The FIN's number is settled when it is first seen, whatever is still missing before it. */
function noteFin({ tcb, profile }: Step, segment: Segment, start: Seq): void {
  const { rcv } = tcb;
  if (!segment.fin || rcv.finAt !== null) return;
  const at = add(start, segment.text.length);
  if (within(at, rcv.nxt, rcv.wnd + (profile.rightEdgeInside ? 1 : 0))) rcv.finAt = at;
}

function deliver(step: Step, text: Bytes): void {
  const { rcv } = step.tcb;
  const bytes = text.slice(0, rcv.wnd);
  if (bytes.length === 0) return;
  rcv.nxt = add(rcv.nxt, bytes.length);
  rcv.wnd -= bytes.length;
  rcv.unread += bytes.length;
  emit(step, { type: 'deliver', bytes });
}

/** Hands over what waited for its turn. */
export function drain(step: Step): void {
  const { rcv } = step.tcb;
  while (rcv.outOfOrder.length > 0) {
    const [first, ...rest] = rcv.outOfOrder;
    if (first === undefined || before(rcv.nxt, first.seq)) return;
    rcv.outOfOrder = rest.length > 0 ? rest : NO_FRAGMENTS;
    rcv.sackBlocks = rest.length > 0 ? rcv.sackBlocks.filter(([left]) => left !== first.seq) : NO_BLOCKS;
    const offset = distance(first.seq, rcv.nxt);
    if (offset < first.text.length) deliver(step, first.text.slice(offset));
  }
}

function hold(rcv: Step['tcb']['rcv'], start: Seq, text: Bytes): void {
  rcv.outOfOrder = insert(rcv.outOfOrder, start, text);
  reportHeld(rcv, start, add(start, text.length));
}

/** RFC 5681 §4.2: every segment out of order is answered at once, which is the sender's duplicate ACK. */
function keepForLater(step: Step, start: Seq, text: Bytes): void {
  const { rcv } = step.tcb;
  const room = rcv.wnd - distance(rcv.nxt, start);
  if (room > 0) hold(rcv, start, text.slice(0, room));
  owe(step, 'now');
}

/** Adds one piece to a sorted list without overlap; neighbours that touch become one. */
function insert(list: readonly Fragment[], start: Seq, text: Bytes): readonly Fragment[] {
  const joined: Fragment[] = [];
  let piece: Fragment = { seq: start, text };
  for (const other of list) {
    const end = add(piece.seq, piece.text.length);
    if (before(add(other.seq, other.text.length), piece.seq)) joined.push(other);
    else if (before(end, other.seq)) {
      joined.push(piece);
      piece = other;
    } else piece = join(other, piece);
  }
  joined.push(piece);
  return joined;
}

/** Two pieces that overlap or touch. What came first is kept where they differ. */
function join(held: Fragment, added: Fragment): Fragment {
  if (before(added.seq, held.seq)) {
    const head = added.text.slice(0, distance(added.seq, held.seq));
    const end = add(added.seq, added.text.length);
    const heldEnd = add(held.seq, held.text.length);
    const tail = before(heldEnd, end) ? added.text.slice(distance(added.seq, heldEnd)) : '';
    return { seq: added.seq, text: head + held.text + tail };
  }
  const tail = added.text.slice(distance(added.seq, add(held.seq, held.text.length)));
  return { seq: held.seq, text: held.text + tail };
}

/** ACK at once or within the delayed-ACK time: at least every second full segment. §3.8.6.3, MUST-58, SHLD-19. */
function urgency(step: Step, segment: Segment): 'now' | 'delayed' {
  const { tcb, env, profile } = step;
  const { rcv } = tcb;
  const isFirst = rcv.textAt === null;
  rcv.textAt = env.now;
  if (profile.quickAcks) {
    if (isFirst) rcv.quickAcks = Math.min(16, Math.max(2, Math.floor(rcv.wnd / (2 * tcb.mss))));
    if (segment.fin && letsAckOfFinWait(step)) return 'delayed';
    if (tcb.options.TCP_QUICKACK === true || (rcv.quickAcks > 0 && !rcv.interactive)) return 'now';
  }
  return 'delayed';
}

/** Whether the first FIN's ACK may ride on our own: not when the application has asked for ACKs at once. */
export const letsAckOfFinWait = ({ tcb, profile }: Step): boolean =>
  profile.delaysAckOfFin && tcb.state === 'ESTABLISHED' && tcb.options.TCP_QUICKACK !== true;

/** What is owed already is not put off. */
export function owe(step: Step, ack: 'delayed' | 'now'): void {
  if (step.ack !== 'now') step.ack = ack;
}
