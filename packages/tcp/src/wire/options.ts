/**
 * TCP options as octets. RFC 9293 §3.2 (end, no-operation, MSS), RFC 7323 (window scale, timestamps), RFC 2018 (SACK).
 * Written in Linux's order and padding; read in any order, unknown kinds skipped (MUST-6).
 * Next: ../wire.ts
 */
import type { SackBlock, SegmentOptions } from '../segment.ts';
import { seq } from '../sequence.ts';

const KIND = { end: 0, nop: 1, mss: 2, windowScale: 3, sackPermitted: 4, sack: 5, timestamps: 8 } as const;

/** What the Data Offset field leaves beyond the 20 octets of a bare header: 15 words in all. §3.1 */
const ROOM = 40;

/** Throws a RangeError where the options take more than 40 octets: four SACK blocks beside timestamps, for one. */
export function encodeOptions(options: SegmentOptions): Uint8Array {
  const octets: number[] = [];
  if (options.mss !== undefined) octets.push(KIND.mss, 4, ...u16(options.mss));
  if (options.timestamps !== undefined) {
    // Two octets of padding, or SACK-permitted in their place, align the stamps.
    octets.push(...(options.sackPermitted === true ? [KIND.sackPermitted, 2] : [KIND.nop, KIND.nop]));
    octets.push(KIND.timestamps, 10, ...u32(options.timestamps.val), ...u32(options.timestamps.ecr));
  } else if (options.sackPermitted === true) {
    octets.push(KIND.nop, KIND.nop, KIND.sackPermitted, 2);
  }
  if (options.windowScale !== undefined) octets.push(KIND.nop, KIND.windowScale, 3, options.windowScale);
  if (options.sack !== undefined && options.sack.length > 0) {
    octets.push(KIND.nop, KIND.nop, KIND.sack, 2 + 8 * options.sack.length);
    for (const [left, right] of options.sack) octets.push(...u32(left), ...u32(right));
  }
  if (octets.length > ROOM)
    throw new RangeError(`options of ${octets.length} octets: a TCP header has room for ${ROOM}`);
  return Uint8Array.from(octets);
}

const u16 = (n: number): number[] => [(n >> 8) & 0xff, n & 0xff];
const u32 = (n: number): number[] => [n >>> 24, (n >>> 16) & 0xff, (n >>> 8) & 0xff, n & 0xff];

type Options = { -readonly [K in keyof SegmentOptions]: SegmentOptions[K] };

/** `null` when a length is impossible: MUST-7, such a segment must not be read further. */
export function decodeOptions(octets: Uint8Array): SegmentOptions | null {
  const options: Options = {};
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  let at = 0;
  while (at < octets.length) {
    const kind = octets[at];
    if (kind === KIND.end) break;
    if (kind === KIND.nop) {
      at += 1;
      continue;
    }
    const length = octets[at + 1] ?? 0;
    if (length < 2 || at + length > octets.length) return null;
    decodeOne(options, kind ?? 0, view, at, length);
    at += length;
  }
  return options;
}

function decodeOne(options: Options, kind: number, view: DataView, at: number, length: number): void {
  if (kind === KIND.mss && length === 4) options.mss = view.getUint16(at + 2);
  if (kind === KIND.windowScale && length === 3) options.windowScale = view.getUint8(at + 2);
  if (kind === KIND.sackPermitted && length === 2) options.sackPermitted = true;
  if (kind === KIND.timestamps && length === 10) {
    options.timestamps = { val: view.getUint32(at + 2), ecr: view.getUint32(at + 6) };
  }
  if (kind === KIND.sack && length > 2 && length % 8 === 2) {
    const blocks: SackBlock[] = [];
    for (let i = at + 2; i < at + length; i += 8) blocks.push([seq(view.getUint32(i)), seq(view.getUint32(i + 4))]);
    options.sack = blocks;
  }
}
