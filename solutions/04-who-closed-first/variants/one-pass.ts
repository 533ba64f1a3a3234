// variant: one pass over each end’s own packets, with what is known so far kept in two records
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

interface Known {
  /** The number that acknowledges this end's FIN, and what the FIN itself acknowledged. */
  end: number | null;
  knew: number | null;
  resets: boolean;
  /** In this end's own order. */
  readonly own: Packet[];
}

export function readClose(packets: readonly Packet[]): Close {
  const known: Record<End, Known> = {
    a: { end: null, knew: null, resets: false, own: [] },
    b: { end: null, knew: null, resets: false, own: [] },
  };
  for (const packet of packets) {
    const mine = known[packet.from];
    mine.own.push(packet);
    if (packet.rst) mine.resets = true;
    if (packet.fin && mine.end === null) {
      mine.end = (packet.seq + packet.length + 1) >>> 0;
      mine.knew = packet.ack;
    }
  }
  const { a, b } = known;
  const ackOfA = firstAck(b.own, a.end);
  const ackOfB = firstAck(a.own, b.end);
  const first = whoFirst(a, b);
  if (ackOfA === null || ackOfB === null) {
    return { first, how: a.resets || b.resets ? 'rst' : 'open', segments: null };
  }
  // Each FIN on which the ACK of the other one rides saves a segment.
  const riding = [ackOfA, ackOfB].filter((packet) => packet.fin && isFirstFin(packet, known[packet.from].own)).length;
  return { first, how: 'fin', segments: 4 - riding };
}

function whoFirst(a: Known, b: Known): Close['first'] {
  if (a.end !== null && b.end !== null) {
    if (b.knew === a.end) return 'a';
    return a.knew === b.end ? 'b' : 'crossed';
  }
  if (a.end !== null) return 'a';
  if (b.end !== null) return 'b';
  if (a.resets && b.resets) return 'crossed';
  if (a.resets) return 'a';
  return b.resets ? 'b' : null;
}

/** Nothing comes after a FIN, so the ACK of it is one number and no other. */
const firstAck = (own: readonly Packet[], end: number | null): Packet | null =>
  (end !== null && own.find(({ ack, rst }) => ack === end && !rst)) || null;

const isFirstFin = (packet: Packet, own: readonly Packet[]): boolean => own.find(({ fin }) => fin) === packet;
