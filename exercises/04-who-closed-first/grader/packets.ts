/** Captures written down packet by packet: `a` has sent up to 101, `b` up to 301, when they begin. */
import { onward } from '@lastack/exercise-kit';
import type { End, Packet } from '#subject';

type Bits = Partial<Pick<Packet, 'seq' | 'ack' | 'length' | 'syn' | 'fin' | 'rst'>>;

const FIRST = { a: 101, b: 301 } as const;

const packet = (from: End, bits: Bits): Packet => ({
  from,
  seq: FIRST[from],
  ack: from === 'a' ? FIRST.b : FIRST.a,
  length: 0,
  syn: false,
  fin: false,
  rst: false,
  ...bits,
});

export const fin = (from: End, bits: Bits = {}): Packet => packet(from, { fin: true, ...bits });
export const ack = (from: End, number: number, bits: Bits = {}): Packet => packet(from, { ack: number, ...bits });
export const text = (from: End, length: number, bits: Bits = {}): Packet => packet(from, { length, ...bits });
export const rst = (from: End, bits: Bits = {}): Packet => packet(from, { rst: true, ...bits });

/** A opens to B. */
export const HANDSHAKE: readonly Packet[] = [
  packet('a', { seq: 100, ack: null, syn: true }),
  packet('b', { seq: 300, ack: 101, syn: true }),
  packet('a', {}),
];

/** The sender's next number after its FIN, which carries no text. */
export const AFTER = { a: 102, b: 302 } as const;

/** A closes, B later, in four segments. */
export const FOUR: readonly Packet[] = [
  fin('a'),
  ack('b', AFTER.a),
  fin('b', { ack: AFTER.a }),
  ack('a', AFTER.b, { seq: AFTER.a }),
];

/** The same connection with other initial numbers. */
export const shifted = (packets: readonly Packet[], by: { readonly a: number; readonly b: number }): Packet[] =>
  packets.map((one) => ({
    ...one,
    seq: onward(one.seq, by[one.from]),
    ack: one.ack === null ? null : onward(one.ack, by[one.from === 'a' ? 'b' : 'a']),
  }));

/** The same with A and B exchanged, in the numbers that they have: which name an end has does not matter. */
export const mirrored = (packets: readonly Packet[]): Packet[] =>
  shifted(
    packets.map((one) => ({ ...one, from: one.from === 'a' ? 'b' : 'a' })),
    { a: FIRST.a - FIRST.b, b: FIRST.b - FIRST.a },
  );

/** All of A's file, then all of B's, as `mergecap` does when the clocks disagree by enough. */
export const oneFileAfterTheOther = (packets: readonly Packet[], first: End): Packet[] => [
  ...packets.filter(({ from }) => from === first),
  ...packets.filter(({ from }) => from !== first),
];
