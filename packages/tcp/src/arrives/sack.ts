/**
 * What the peer says it holds beyond SND.UNA, and what we say of our side. RFC 2018 §4, §5; RFC 2883 §4.
 * Next: text.ts
 */
import type { SackBlock, Segment } from '../segment.ts';
import { add, atOrBefore, before, earlier, later, type Seq } from '../sequence.ts';
import type { Draft, Step } from '../step.ts';

/** Adds the option's blocks to the scoreboard: those inside SND.UNA … SND.NXT, sorted and joined. */
export function noteSack(snd: Draft['snd'], segment: Segment): void {
  const { sack } = segment.options;
  if (sack === undefined) return;
  const blocks = [...snd.sacked, ...sack].filter(
    ([left, right]) => before(left, right) && before(snd.una, left) && atOrBefore(right, snd.nxt),
  );
  blocks.sort(([a], [b]) => (before(a, b) ? -1 : a === b ? 0 : 1));
  const joined: SackBlock[] = [];
  for (const [left, right] of blocks) {
    const last = joined.at(-1);
    if (last !== undefined && atOrBefore(left, last[1])) joined[joined.length - 1] = [last[0], later(last[1], right)];
    else joined.push([left, right]);
  }
  snd.sacked = joined;
}

/**
 * The block that holds what came last goes to the front, joined with those that it touches. RFC 2018 §4.
 * DEVIATION: Linux forgets a fifth block; here all are kept, and an option tells as many as it has room for.
 */
export function reportHeld(rcv: Draft['rcv'], from: Seq, to: Seq): void {
  const others: SackBlock[] = [];
  let [left, right] = [from, to];
  for (const block of rcv.sackBlocks) {
    if (before(to, block[0]) || before(block[1], from)) others.push(block);
    else {
      left = earlier(left, block[0]);
      right = later(right, block[1]);
    }
  }
  rcv.sackBlocks = [[left, right], ...others];
}

/** What of `from` … `to` has come before, if any: below RCV.NXT, or the first overlap beyond it. RFC 2883 §4. */
export function noteDuplicate({ tcb, profile }: Step, from: Seq, to: Seq): void {
  const { rcv, snd } = tcb;
  if (!profile.duplicateSack || !snd.sackPermitted) return;
  if (before(from, rcv.nxt)) {
    rcv.duplicate = [from, earlier(to, rcv.nxt)];
    return;
  }
  for (const { seq, text } of rcv.outOfOrder) {
    const left = later(from, seq);
    const right = earlier(to, add(seq, text.length));
    if (before(left, right)) {
      rcv.duplicate = [left, right];
      return;
    }
  }
}
