/**
 * Segments that leave together, taken for the one larger packet that a script expects. A real interface offloads
 * segmentation: what Linux hands to it, and packetdrill sees, is several segments long (TSO). Here every segment leaves
 * by itself, so those that follow each other in one instant, alike but for PSH and FIN, and equally long but for the
 * last, count as one, as the public tool counts them where it sees them (run_packet.c, do_outbound_script_packet()).
 * Next: packets.ts
 */
import { add } from '@lastack/tcp';
import type { Segment } from '@lastack/tcp';
import type { Packet } from '@lastack/trace';
import type { Sent } from './subject.ts';

/** Takes from `rest` what belongs to `first`, up to `length` octets of text. Answers the packet that they make. */
export function burst(first: Sent, length: number, rest: Sent[], marksPush: boolean): Sent {
  let { segment } = first.packet;
  const size = segment.text.length;
  if (size === 0) return first;
  let last = segment;
  while (segment.text.length < length && last.text.length === size) {
    const index = rest.findIndex((sent) => isOfSame(first.packet, sent.packet));
    const next = rest[index];
    if (next === undefined || next.at !== first.at || !follows(segment, next.packet.segment)) break;
    last = next.packet.segment;
    if (last.text.length > size || segment.text.length + last.text.length > length) break;
    rest.splice(index, 1);
    segment = { ...segment, text: segment.text + last.text, fin: last.fin, psh: last.psh };
  }
  if (segment === first.packet.segment) return first;
  // __tcp_transmit_skb(): a packet of more than one segment carries PSH, whatever was pushed.
  const psh = segment.psh || marksPush;
  return { at: first.at, packet: { ...first.packet, segment: { ...segment, psh } } };
}

const isOfSame = (a: Packet, b: Packet): boolean =>
  a.source.port === b.source.port && a.destination.port === b.destination.port;

function follows(before: Segment, next: Segment): boolean {
  if (next.text.length === 0 || before.fin || next.syn || next.rst) return false;
  if (next.seq !== add(before.seq, before.text.length)) return false;
  return next.ack === before.ack && next.wnd === before.wnd && sameOptions(before, next);
}

const sameOptions = (a: Segment, b: Segment): boolean => JSON.stringify(a.options) === JSON.stringify(b.options);
