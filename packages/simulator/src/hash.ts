/**
 * Numbers that look drawn by chance and never are: each is a hash of what it is for.
 * So editing one packet's fate changes no other packet's.
 * Next: agenda.ts
 */

/** Murmur3's last step: every input bit reaches every output bit. */
function finish(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Two 32-bit numbers into one. */
export const mix = (a: number, b: number): number =>
  finish(Math.imul(a ^ 0x9e3779b9, 0x01000193) ^ Math.imul(b, 0x85ebca6b));

/** A string into 32 bits: FNV-1a, then mixed with the seed. */
export function hashText(text: string, seed: number): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(seed, h);
}

/** A hash as a fraction, 0 ≤ f < 1. */
export const fraction = (h: number): number => (h >>> 0) / 0x1_0000_0000;
