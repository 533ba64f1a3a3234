/**
 * A packet as octets: IP header, TCP header, options, text, both checksums. RFC 791, RFC 8200, RFC 9293 §3.1.
 * The only place (with pcap files) where octets are a Uint8Array and not a string.
 * Next: reference.ts
 */
import { formatAddress, parseAddress } from './wire/address.ts';
import { checksum, pseudoHeader } from './wire/checksum.ts';
import { decodeOptions, encodeOptions } from './wire/options.ts';
import { NO_OPTIONS, type Bytes, type Segment } from './segment.ts';
import { seq } from './sequence.ts';

/** What an IP packet adds to a segment. */
export interface WirePacket {
  readonly source: { readonly address: string; readonly port: number };
  readonly destination: { readonly address: string; readonly port: number };
  readonly segment: Segment;
  /** Time to Live or Hop Limit; default 64. */
  readonly ttl?: number;
  /** IPv4's Identification; default 0, as Linux sends with DF set. */
  readonly identification?: number;
}

/** Why octets are no TCP segment. A closed list, so that whoever shows it can say it in the reader's language. */
export type Undecodable =
  | `IP version ${number}`
  | `IP protocol ${number}, not TCP (6)`
  | `IPv6 next header ${number}, not TCP (6)`
  | 'an IPv4 fragment'
  | 'IPv4 header cut short'
  | 'IPv4 packet cut short'
  | 'IPv6 header cut short'
  | 'IPv6 packet cut short'
  | 'TCP header cut short'
  | 'a TCP option with an impossible length';

/** A packet that was read, or why it could not be. `unchecked`: its end is missing, and was allowed to be. */
export type Decoded =
  | { readonly ok: true; readonly packet: Required<WirePacket>; readonly checksums: 'good' | 'bad' | 'unchecked' }
  | { readonly ok: false; readonly reason: Undecodable };

export interface DecodeOptions {
  /** A capture kept only the beginning: text beyond it counts as zeros, so that SEG.LEN holds. Headers must be whole. */
  readonly cut?: boolean;
}

const FIN = 1;
const SYN = 2;
const RST = 4;
const PSH = 8;
const ACK = 16;

/** From the IP header on. Throws a RangeError for an address that is none, and for options that fit no header. */
export function encodePacket(packet: WirePacket): Uint8Array {
  const source = addressOf(packet.source.address);
  const destination = addressOf(packet.destination.address);
  if (source.length !== destination.length) throw new RangeError('one address is IPv4 and the other is IPv6');
  const tcp = encodeSegment(packet);
  new DataView(tcp.buffer).setUint16(16, checksum(pseudoHeader(source, destination, tcp.length), tcp));
  const header = source.length === 4 ? ipv4Header(packet, tcp.length) : ipv6Header(packet, tcp.length);
  header.set(source, source.length === 4 ? 12 : 8);
  header.set(destination, source.length === 4 ? 16 : 24);
  if (source.length === 4) new DataView(header.buffer).setUint16(10, checksum(header));
  const octets = new Uint8Array(header.length + tcp.length);
  octets.set(header);
  octets.set(tcp, header.length);
  return octets;
}

function addressOf(text: string): Uint8Array {
  const octets = parseAddress(text);
  if (octets === null) throw new RangeError(`not an IPv4 or IPv6 address: ${text}`);
  return octets;
}

function ipv4Header(packet: WirePacket, length: number): Uint8Array {
  const header = new Uint8Array(20);
  const view = new DataView(header.buffer);
  header[0] = 0x45;
  view.setUint16(2, 20 + length);
  view.setUint16(4, packet.identification ?? 0);
  view.setUint16(6, 0x4000); // Don't Fragment: path MTU discovery
  header[8] = packet.ttl ?? 64;
  header[9] = 6;
  return header;
}

function ipv6Header(packet: WirePacket, length: number): Uint8Array {
  const header = new Uint8Array(40);
  header[0] = 0x60;
  new DataView(header.buffer).setUint16(4, length);
  header[6] = 6;
  header[7] = packet.ttl ?? 64;
  return header;
}

/** The TCP header with a checksum of 0, and the text. */
function encodeSegment({ source, destination, segment }: WirePacket): Uint8Array {
  const options = encodeOptions(segment.options);
  const size = 20 + options.length;
  const octets = new Uint8Array(size + segment.text.length);
  const view = new DataView(octets.buffer);
  view.setUint16(0, source.port);
  view.setUint16(2, destination.port);
  view.setUint32(4, segment.seq);
  view.setUint32(8, segment.ack ?? 0);
  octets[12] = (size / 4) << 4;
  octets[13] =
    (segment.fin ? FIN : 0) |
    (segment.syn ? SYN : 0) |
    (segment.rst ? RST : 0) |
    (segment.psh ? PSH : 0) |
    (segment.ack === null ? 0 : ACK);
  view.setUint16(14, segment.wnd);
  octets.set(options, 20);
  for (let i = 0; i < segment.text.length; i += 1) octets[size + i] = segment.text.charCodeAt(i);
  return octets;
}

/** Reads an IP packet that carries TCP. Extension headers and fragments are not read, and said so. */
export function decodePacket(octets: Uint8Array, { cut = false }: DecodeOptions = {}): Decoded {
  const version = (octets[0] ?? 0) >> 4;
  if (version === 4) return decodeIpv4(octets, cut);
  if (version === 6) return decodeIpv6(octets, cut);
  return bad(`IP version ${version}`);
}

const bad = (reason: Undecodable): Decoded => ({ ok: false, reason });

function decodeIpv4(octets: Uint8Array, cut: boolean): Decoded {
  const size = ((octets[0] ?? 0) & 0x0f) * 4;
  if (octets.length < 20 || size < 20) return bad('IPv4 header cut short');
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  if (octets[9] !== 6) return bad(`IP protocol ${octets[9] ?? 0}, not TCP (6)`);
  if ((view.getUint16(6) & 0x3fff) !== 0) return bad('an IPv4 fragment');
  const total = view.getUint16(2);
  if (total < size || (total > octets.length && !cut)) return bad('IPv4 packet cut short');
  return decodeSegment(octets.subarray(size, total), {
    source: octets.subarray(12, 16),
    destination: octets.subarray(16, 20),
    ttl: octets[8] ?? 0,
    identification: view.getUint16(4),
    headerGood: checksum(octets.subarray(0, size)) === 0,
    missing: Math.max(0, total - octets.length),
  });
}

function decodeIpv6(octets: Uint8Array, cut: boolean): Decoded {
  if (octets.length < 40) return bad('IPv6 header cut short');
  if (octets[6] !== 6) return bad(`IPv6 next header ${octets[6] ?? 0}, not TCP (6)`);
  const length = ((octets[4] ?? 0) << 8) | (octets[5] ?? 0);
  if (40 + length > octets.length && !cut) return bad('IPv6 packet cut short');
  return decodeSegment(octets.subarray(40, 40 + length), {
    source: octets.subarray(8, 24),
    destination: octets.subarray(24, 40),
    ttl: octets[7] ?? 0,
    identification: 0,
    headerGood: true,
    missing: Math.max(0, 40 + length - octets.length),
  });
}

interface IpHeader {
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  readonly ttl: number;
  readonly identification: number;
  readonly headerGood: boolean;
  /** Octets of text that were not captured. */
  readonly missing: number;
}

function decodeSegment(octets: Uint8Array, ip: IpHeader): Decoded {
  const size = ((octets[12] ?? 0) >> 4) * 4;
  if (octets.length < 20 || size < 20 || size > octets.length) return bad('TCP header cut short');
  const options = size === 20 ? NO_OPTIONS : decodeOptions(octets.subarray(20, size));
  if (options === null) return bad('a TCP option with an impossible length');
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const flags = octets[13] ?? 0;
  const segment: Segment = {
    seq: seq(view.getUint32(4)),
    ack: (flags & ACK) === 0 ? null : seq(view.getUint32(8)),
    wnd: view.getUint16(14),
    syn: (flags & SYN) !== 0,
    fin: (flags & FIN) !== 0,
    rst: (flags & RST) !== 0,
    psh: (flags & PSH) !== 0,
    text: textOf(octets.subarray(size)) + '\0'.repeat(ip.missing),
    options,
  };
  const sum = checksum(pseudoHeader(ip.source, ip.destination, octets.length), octets);
  const packet = {
    source: { address: formatAddress(ip.source), port: view.getUint16(0) },
    destination: { address: formatAddress(ip.destination), port: view.getUint16(2) },
    segment,
    ttl: ip.ttl,
    identification: ip.identification,
  };
  const whole = sum === 0 && ip.headerGood ? 'good' : 'bad';
  return { ok: true, packet, checksums: ip.missing > 0 ? 'unchecked' : whole };
}

/** In pieces: an argument list has a limit. */
function textOf(octets: Uint8Array): Bytes {
  let text = '';
  for (let at = 0; at < octets.length; at += 4096) text += String.fromCharCode(...octets.subarray(at, at + 4096));
  return text;
}
