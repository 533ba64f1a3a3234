/** Puts frames together: four bytes of length, little-endian, then that many. Nothing is kept of one that is too long. */
import { Buffer } from 'node:buffer';

/** Octets of room for what a reply says besides the answer: its id, or an error's words. */
export const ENVELOPE = 16 * 1024;

/**
 * @param {number} limit octets that a frame may have
 * @param {{ frame(bytes: Uint8Array): void, tooLong(): void }} on called in the order of arrival
 * @returns {(chunk: Buffer) => void} what to call with each chunk
 */
export function frameReader(limit, on) {
  /** @type {Buffer[]} */
  let chunks = [];
  let got = 0;
  /** Octets of the frame under way with its head; 0: not known yet. */
  let whole = 0;
  let dead = false;

  return (chunk) => {
    if (dead) return;
    chunks.push(chunk);
    got += chunk.length;
    while (got >= 4) {
      if (whole === 0) {
        chunks = [Buffer.concat(chunks)];
        whole = 4 + /** @type {Buffer} */ (chunks[0]).readUInt32LE(0);
        if (whole - 4 > limit) {
          dead = true;
          chunks = [];
          return on.tooLong();
        }
      }
      if (got < whole) return;
      const all = Buffer.concat(chunks);
      const rest = all.subarray(whole);
      const frame = new Uint8Array(all.subarray(4, whole));
      chunks = rest.length > 0 ? [rest] : [];
      got = rest.length;
      whole = 0;
      on.frame(frame);
    }
  };
}
