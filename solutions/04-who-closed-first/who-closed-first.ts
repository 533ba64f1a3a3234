/** How a connection ended, read from a capture of it. */

/** Ends of the connection; which is client and which is server does not matter. */
export type End = 'a' | 'b';

/** A packet of the capture. Sequence numbers are whole numbers from 0 to 2^32 − 1, and after 2^32 − 1 comes 0. */
export interface Packet {
  readonly from: End;
  readonly seq: number;
  /** SEG.ACK; `null` when the ACK bit is off. */
  readonly ack: number | null;
  /** Octets of text. A SYN or a FIN is not counted here; each takes one number of its own. */
  readonly length: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
}

export interface Close {
  /** Who closed first; `crossed`: both, neither knowing of the other; `null`: nobody has. */
  readonly first: End | 'crossed' | null;
  /** `fin`: both FINs sent and both acknowledged; `rst`: otherwise, when there is an RST; `open`: otherwise. */
  readonly how: 'fin' | 'rst' | 'open';
  /** With `fin`, the segments that it took; else `null`. */
  readonly segments: number | null;
}

/** A FIN as the capture shows it first, and the first packet of the other end that acknowledges it. */
interface Fin {
  readonly packet: Packet;
  readonly acknowledgedBy: Packet | undefined;
}

export function readClose(packets: readonly Packet[]): Close {
  const [a, b] = [finOf(packets, 'a'), finOf(packets, 'b')];
  const first = firstOf(a, b, packets);
  if (a?.acknowledgedBy !== undefined && b?.acknowledgedBy !== undefined) {
    // Two FINs and two ACKs; one packet may be a FIN and an ACK at once.
    const needed = new Set([a.packet, a.acknowledgedBy, b.packet, b.acknowledgedBy]);
    return { first, how: 'fin', segments: needed.size };
  }
  return { first, how: packets.some(({ rst }) => rst) ? 'rst' : 'open', segments: null };
}

/** Places of different ends in the list are not compared: only what an end acknowledges tells what it had seen. */
function firstOf(a: Fin | null, b: Fin | null, packets: readonly Packet[]): Close['first'] {
  if (a !== null && b !== null) {
    if (acknowledges(b.packet, a.packet)) return 'a';
    return acknowledges(a.packet, b.packet) ? 'b' : 'crossed';
  }
  if (a !== null || b !== null) return a !== null ? 'a' : 'b';
  const [reset, ...others] = packets.filter(({ rst }) => rst);
  if (reset === undefined) return null;
  return others.some(({ from }) => from !== reset.from) ? 'crossed' : reset.from;
}

function finOf(packets: readonly Packet[], end: End): Fin | null {
  const packet = packets.find(({ from, fin }) => from === end && fin);
  if (packet === undefined) return null;
  return { packet, acknowledgedBy: packets.find((other) => acknowledges(other, packet)) };
}

/** An RST ends the connection, whatever number it carries: it is nobody's acknowledgment. */
const acknowledges = (packet: Packet, fin: Packet): boolean =>
  packet.from !== fin.from && !packet.rst && packet.ack !== null && distance(afterFin(fin), packet.ack) >= 0;

/** The FIN has the number after its segment's text; acknowledged, it is the next one that is expected. */
const afterFin = ({ seq, length }: Packet): number => seq + length + 1;

/** From `a` to `b` on the circle of 2^32 numbers: −2^31 … 2^31 − 1. */
const distance = (a: number, b: number): number => (b - a) | 0;
