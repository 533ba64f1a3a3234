/**
 * Arithmetic on a circle of 2^32 numbers. RFC 9293 §3.4.
 * A `Seq` is a number at run time and opaque to the compiler: only this file may compare two of them.
 * Next: state.ts
 */
declare const brand: unique symbol;

/** A sequence number, 0 … 2^32 − 1. Compare with `before`, `atOrBefore` and `within`, never with `<`. */
export type Seq = number & { readonly [brand]: 'Seq' };

/** Any integer, brought onto the circle. */
export const seq = (n: number): Seq => (n >>> 0) as Seq;

/** The number `octets` further on (or back, when negative), modulo 2^32. */
export const add = (a: Seq, octets: number): Seq => ((a + octets) >>> 0) as Seq;

/** The signed way from `a` to `b`: −2^31 … 2^31 − 1. */
export const distance = (a: Seq, b: Seq): number => (b - a) | 0;

/** `a < b` on the circle. */
export const before = (a: Seq, b: Seq): boolean => ((b - a) | 0) > 0;

/** `a ≤ b` on the circle. */
export const atOrBefore = (a: Seq, b: Seq): boolean => ((b - a) | 0) >= 0;

/** `start ≤ n < start + length` on the circle: the window test of §3.4. */
export const within = (n: Seq, start: Seq, length: number): boolean => (n - start) >>> 0 < length;

/** The earlier of two. */
export const earlier = (a: Seq, b: Seq): Seq => (before(a, b) ? a : b);

/** The later of two. */
export const later = (a: Seq, b: Seq): Seq => (before(a, b) ? b : a);
