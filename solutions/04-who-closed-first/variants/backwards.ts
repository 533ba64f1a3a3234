// variant: bigint, and each end's packets folded from the last to the first: what is left over is the first
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

const M = 1n << 32n;
interface Side {
  fin: { at: number; number: bigint; saw: bigint | null } | null;
  rst: boolean;
  acks: { at: number; ack: bigint }[];
}
const side = (packets: readonly Packet[], end: End): Side =>
  packets.reduceRight<Side>(
    (s, p, at) => {
      if (p.from !== end) return s;
      if (p.rst) return { ...s, rst: true };
      const ack = p.ack === null ? null : BigInt(p.ack);
      return {
        rst: s.rst,
        fin: p.fin ? { at, number: (BigInt(p.seq) + BigInt(p.length) + BigInt(p.syn)) % M, saw: ack } : s.fin,
        acks: ack === null ? s.acks : [{ at, ack }, ...s.acks],
      };
    },
    { fin: null, rst: false, acks: [] },
  );
const passed = (ack: bigint | null, number: bigint): boolean => {
  if (ack === null) return false;
  const ahead = (ack - number + M) % M;
  return ahead > 0n && ahead < M / 2n;
};
export function readClose(packets: readonly Packet[]): Close {
  const sides = { a: side(packets, 'a'), b: side(packets, 'b') };
  const { a, b } = sides;
  const acked = (f: Side['fin'], by: Side) => (f ? by.acks.find(({ ack }) => passed(ack, f.number)) : undefined);
  const [forA, forB] = [acked(a.fin, b), acked(b.fin, a)];
  const rst = a.rst || b.rst;
  const segments = a.fin && b.fin && forA && forB ? new Set([a.fin.at, b.fin.at, forA.at, forB.at]).size : null;
  const how = segments !== null ? 'fin' : rst ? 'rst' : 'open';
  const one = (x: boolean, y: boolean): Close['first'] => (x && y ? 'crossed' : x ? 'a' : y ? 'b' : null);
  if (a.fin && b.fin) {
    const first = passed(b.fin.saw, a.fin.number) ? 'a' : passed(a.fin.saw, b.fin.number) ? 'b' : 'crossed';
    return { first, how, segments };
  }
  return { first: a.fin || b.fin ? one(!!a.fin, !!b.fin) : one(a.rst, b.rst), how, segments };
}
