/**
 * What the network says of a segment that the host has sent: `< icmp unreachable host_unreachable [1:1001(1000)]`,
 * `< icmp unreachable frag_needed mtu 1200 [1:1461(1460)]`. RFC 792, RFC 4443; the names are packetdrill's icmp_packet.c.
 * Next: expression.ts
 */
import type { IcmpMessage } from '@lastack/tcp';
import type { Cursor } from './cursor.ts';
import { unsupported, wrong } from './problem.ts';

export interface IcmpSpec {
  /** As written: `unreachable host_unreachable`. */
  readonly name: string;
  readonly kind: IcmpMessage['kind'];
  readonly mtu: number | null;
  /** Of the segment that is quoted: its first number, relative to the ISN, and its octets of text. */
  readonly seq: number;
  readonly length: number;
}

const KINDS: Readonly<Record<string, IcmpMessage['kind']>> = {
  'unreachable net_unreachable': 'net-unreachable',
  'unreachable host_unreachable': 'host-unreachable',
  'unreachable port_unreachable': 'port-unreachable',
  'unreachable frag_needed': 'fragmentation-needed',
  'unreachable no_route': 'net-unreachable',
  'unreachable address_unreachable': 'host-unreachable',
  packet_too_big: 'fragmentation-needed',
  time_exceeded: 'time-exceeded',
  'time_exceeded exceeded_hop_limit': 'time-exceeded',
};

const HELP = `Known: ${Object.keys(KINDS).join(', ')}.`;
const MOST_32 = 0xffff_ffff;

/** Behind `<`. */
export function parseIcmp(cursor: Cursor): IcmpSpec {
  const place = cursor.take();
  const words: string[] = [];
  while (cursor.is('word') && !cursor.is('word', 'mtu')) words.push(cursor.take().text);
  const name = words.join(' ');
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name]! : null;
  if (kind === null) throw unsupported(place, `ICMP '${name}'`, HELP);
  const mtu = cursor.accept('word', 'mtu') ? cursor.expectInteger('the MTU', 0, 0xffff, 'Write mtu 1200.') : null;
  if ((mtu !== null) !== (kind === 'fragmentation-needed'))
    throw wrong(
      place,
      'an MTU belongs to frag_needed and packet_too_big',
      'Write < icmp unreachable frag_needed mtu 1200.',
    );
  return { name, kind, mtu, ...parseQuoted(cursor) };
}

function parseQuoted(cursor: Cursor): { seq: number; length: number } {
  if (!cursor.accept('mark', '[')) return { seq: 0, length: 0 };
  const help = 'Quote the segment as [first:last(length)].';
  const place = cursor.peek();
  const seq = cursor.expectInteger('the first sequence number', 0, MOST_32, help);
  cursor.expectMark(':', help);
  const last = cursor.expectInteger('the last sequence number', 0, MOST_32, help);
  cursor.expectMark('(', help);
  const length = cursor.expectInteger('the length', 0, 0xffff, help);
  cursor.expectMark(')', help);
  cursor.expectMark(']', help);
  if (last !== (seq + length) % (MOST_32 + 1)) throw wrong(place, `${seq}:${last}(${length}) does not add up`, help);
  return { seq, length };
}

/** As the script would write it. */
export function printIcmp({ name, mtu, seq, length }: IcmpSpec): string {
  const quoted = `[${seq}:${(seq + length) % (MOST_32 + 1)}(${length})]`;
  return `< icmp ${name} ${mtu === null ? '' : `mtu ${mtu} `}${quoted}`;
}
