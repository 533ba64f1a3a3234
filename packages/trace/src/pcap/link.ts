/**
 * What stands before the IP packet in a captured frame, by link type (tcpdump.org/linktypes).
 * Next: frame.ts
 */
import { bilingual, type Bilingual } from '../language.ts';

/** The IP packet of a frame; or why there is none. */
export type Unwrapped =
  { readonly ok: true; readonly octets: Uint8Array } | { readonly ok: false; readonly reason: Bilingual };

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
/** 802.1Q and 802.1ad: four octets more before the next type. */
const VLAN_TAGS = new Set([0x8100, 0x88a8]);

const CUT: Unwrapped = { ok: false, reason: bilingual('link header cut short', '链路层首部不完整') };

const u16 = (octets: Uint8Array, at: number): number => ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);

/** `type` says what follows after `size` octets; a VLAN tag is two octets of its own, and the next type. */
function after(frame: Uint8Array, size: number, typeAt: number): Unwrapped {
  let [begin, type] = [size, u16(frame, typeAt)];
  while (VLAN_TAGS.has(type) && begin <= frame.length) {
    type = u16(frame, begin + 2);
    begin += 4;
  }
  if (frame.length < begin) return CUT;
  if (type === IPV4 || type === IPV6) return { ok: true, octets: frame.subarray(begin) };
  const name = `EtherType 0x${type.toString(16).padStart(4, '0')}`;
  return { ok: false, reason: bilingual(`${name}, not IP`, `${name}，不是 IP`) };
}

/** No type, or one that differs between systems: the packet's own version tells. */
const without = (frame: Uint8Array, size: number): Unwrapped =>
  frame.length < size ? CUT : { ok: true, octets: frame.subarray(size) };

export interface Link {
  readonly name: string;
  readonly unwrap: (frame: Uint8Array) => Unwrapped;
}

const RAW: Link = { name: 'RAW', unwrap: (frame) => without(frame, 0) };

/** The link types that are read, by number. */
export const LINKS: ReadonlyMap<number, Link> = new Map([
  [0, { name: 'NULL', unwrap: (frame: Uint8Array) => without(frame, 4) }],
  [1, { name: 'EN10MB', unwrap: (frame: Uint8Array) => after(frame, 14, 12) }],
  // 12 and 14 are RAW in files of systems that wrote their own number for it.
  [12, RAW],
  [14, RAW],
  [101, RAW],
  [108, { name: 'LOOP', unwrap: (frame: Uint8Array) => without(frame, 4) }],
  [113, { name: 'LINUX_SLL', unwrap: (frame: Uint8Array) => after(frame, 16, 14) }],
  [228, RAW],
  [229, RAW],
  // What `tcpdump -i any` writes: the type stands first.
  [276, { name: 'LINUX_SLL2', unwrap: (frame: Uint8Array) => after(frame, 20, 0) }],
]);

/** That a link type is not among them. */
export const unreadLink = (linkType: number): Bilingual =>
  bilingual(`link type ${linkType} is not read here`, `不支持链路类型 ${linkType}`);

const NAMES = [...new Set([...LINKS.values()].map(({ name }) => name))].join(', ');

export const READ_LINKS = bilingual(
  `Capture on a link of one of these: ${NAMES}.`,
  `请在以下类型之一的链路上抓包：${NAMES}。`,
);
