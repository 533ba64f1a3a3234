/**
 * What stands before the IP packet in a captured frame, by link type (tcpdump.org/linktypes).
 * Next: pcap/read.ts
 */

/** The IP packet of a frame; or why there is none. */
export type Unwrapped =
  { readonly ok: true; readonly octets: Uint8Array } | { readonly ok: false; readonly reason: string };

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
/** 802.1Q and 802.1ad: four octets more before the next type. */
const VLAN_TAGS = new Set([0x8100, 0x88a8]);

const bad = (reason: string): Unwrapped => ({ ok: false, reason });

const u16 = (octets: Uint8Array, at: number): number => ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);

/** The link's header has `size` octets, and its last field names what follows. */
function after(frame: Uint8Array, size: number, typeAt: number): Unwrapped {
  if (frame.length < size) return bad('link header cut short');
  const type = u16(frame, typeAt);
  if (VLAN_TAGS.has(type)) return after(frame, size + 4, typeAt + 4);
  if (type !== IPV4 && type !== IPV6) return bad(`EtherType 0x${type.toString(16).padStart(4, '0')}, not IP`);
  return { ok: true, octets: frame.subarray(size) };
}

/** No type, or one that differs between systems: the packet's own version tells. */
const without = (frame: Uint8Array, size: number): Unwrapped =>
  frame.length < size ? bad('link header cut short') : { ok: true, octets: frame.subarray(size) };

interface Link {
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
  [276, { name: 'LINUX_SLL2', unwrap: (frame: Uint8Array) => without(frame, 20) }],
]);
