/**
 * The Internet checksum, and the pseudo-header that ties a segment to its addresses. RFC 1071; RFC 9293 §3.1.
 * Next: options.ts
 */

/** The ones' complement sum of 16-bit words, complemented. Over data with a good checksum in it: 0. */
export function checksum(...pieces: readonly Uint8Array[]): number {
  let sum = 0;
  for (const piece of pieces) {
    for (let i = 0; i < piece.length; i += 2) sum += ((piece[i] ?? 0) << 8) | (piece[i + 1] ?? 0);
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x1_0000);
  return ~sum & 0xffff;
}

/** Source, destination, protocol 6, length of the segment: 12 octets for IPv4, 40 for IPv6 (RFC 8200 §8.1). */
export function pseudoHeader(source: Uint8Array, destination: Uint8Array, length: number): Uint8Array {
  const ipv4 = source.length === 4;
  const header = new Uint8Array(ipv4 ? 12 : 40);
  header.set(source, 0);
  header.set(destination, source.length);
  const view = new DataView(header.buffer);
  if (ipv4) {
    header[9] = 6;
    view.setUint16(10, length);
  } else {
    view.setUint32(32, length);
    header[39] = 6;
  }
  return header;
}
