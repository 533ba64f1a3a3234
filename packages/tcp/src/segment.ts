/**
 * A segment: what one TCP says to another. RFC 9293 §3.1 (header), §3.2 (options), §3.4 (length).
 * Addresses and ports are not here: finding the connection is the host's work, and `wire.ts` adds them.
 * Next: sequence.ts
 */
import type { Seq } from './sequence.ts';

/** Octets as a string of characters 0–255: it can be frozen, sliced, compared and sent as JSON. */
export type Bytes = string;

/** TSval and TSecr of the timestamps option, in milliseconds modulo 2^32. RFC 7323 §3.2. */
export interface Timestamps {
  readonly val: number;
  readonly ecr: number;
}

/** The timestamp clock at a moment in microseconds: milliseconds modulo 2^32. RFC 7323 §5.4. */
export const timestampOf = (now: number): number => Math.floor(now / 1_000) >>> 0;

/** `[left, right)` of one block in the SACK option. RFC 2018 §3. */
export type SackBlock = readonly [left: Seq, right: Seq];

/** The options that this TCP speaks; absent means not sent. RFC 9293 §3.2, RFC 7323, RFC 2018. */
export interface SegmentOptions {
  /** Maximum segment size in octets; on SYN only. RFC 9293 §3.7.1. */
  readonly mss?: number;
  /** Shift count 0–14; on SYN only. RFC 7323 §2.2. */
  readonly windowScale?: number;
  readonly sackPermitted?: true;
  readonly sack?: readonly SackBlock[];
  readonly timestamps?: Timestamps;
}

/** One segment. SEG.SEQ, SEG.ACK, SEG.WND and the control bits of RFC 9293 §3.1. */
export interface Segment {
  /** SEG.SEQ: the number of the first octet, or of the SYN. */
  readonly seq: Seq;
  /** SEG.ACK; `null` when the ACK bit is off. */
  readonly ack: Seq | null;
  /** SEG.WND as it stands in the header, 0–65535: not yet scaled. */
  readonly wnd: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  readonly psh: boolean;
  readonly text: Bytes;
  readonly options: SegmentOptions;
}

/** One object for every segment without options: most of them. */
export const NO_OPTIONS: SegmentOptions = Object.freeze({});

/** SEG.LEN: octets of text, and one each for SYN and FIN (§3.4). */
export const segmentLength = (segment: Segment): number =>
  segment.text.length + (segment.syn ? 1 : 0) + (segment.fin ? 1 : 0);

/** The control bits as people write them: `SYN,ACK`, `FIN,ACK`, `ACK`, `RST`. */
export function flagNames(segment: Pick<Segment, 'syn' | 'fin' | 'rst' | 'psh' | 'ack'>): string {
  const names: string[] = [];
  if (segment.syn) names.push('SYN');
  if (segment.fin) names.push('FIN');
  if (segment.rst) names.push('RST');
  if (segment.psh) names.push('PSH');
  if (segment.ack !== null) names.push('ACK');
  return names.join(',');
}
