// mutant: the connection was aborted if the capture ends with an RST, else closed
// fails: other endings > what is not complete is open
// code: who-closed-first/open
type End = 'a' | 'b';
interface Packet {
  readonly from: End;
  readonly seq: number;
  readonly ack: number | null;
  readonly length: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
}
interface Close {
  readonly first: End | 'crossed' | null;
  readonly how: 'fin' | 'rst' | 'open';
  readonly segments: number | null;
}

interface Fin {
  readonly packet: Packet;
  readonly acknowledgedBy: Packet | undefined;
}

export function readClose(packets: readonly Packet[]): Close {
  const [a, b] = [finOf(packets, 'a'), finOf(packets, 'b')];
  const first = firstOf(a, b, packets);
  if (a?.acknowledgedBy !== undefined && b?.acknowledgedBy !== undefined) {
    const needed = new Set([a.packet, a.acknowledgedBy, b.packet, b.acknowledgedBy]);
    return { first, how: 'fin', segments: needed.size };
  }
  if (packets.some(({ rst }) => rst)) return { first, how: 'rst', segments: null };
  return { first, how: a !== null && b !== null ? 'fin' : 'open', segments: a !== null && b !== null ? 4 : null };
}
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
const acknowledges = (packet: Packet, fin: Packet): boolean =>
  packet.from !== fin.from && !packet.rst && packet.ack !== null && distance(afterFin(fin), packet.ack) >= 0;
const afterFin = ({ seq, length, syn }: Packet): number => seq + (syn ? 1 : 0) + length + 1;
const distance = (a: number, b: number): number => (b - a) | 0;
