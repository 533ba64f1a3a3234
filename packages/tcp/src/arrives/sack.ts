/**
 * What the peer says it holds beyond SND.UNA. RFC 2018 §4, §5.
 * Next: text.ts
 */
import type { SackBlock, Segment } from '../segment.ts';
import { atOrBefore, before, later } from '../sequence.ts';
import type { Draft } from '../step.ts';

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
