/** Captures written by hand, a line for each packet: when, who, flags, relative numbers, octets, timestamps. */
import type { Segment } from '@lastack/tcp';
import type { CapturedPacket } from '../src/index.ts';
import { Scribe, type Name } from './traces.ts';

export type Line = readonly [
  ms: number,
  from: Name,
  flags: string,
  seq: number,
  ack: number | null,
  octets?: number,
  stamps?: readonly [val: number, ecr: number],
];

export function capture(...lines: readonly Line[]): CapturedPacket[] {
  const scribe = new Scribe();
  return lines.map(([ms, from, flags, seq, ack, octets = 0, stamps], index): CapturedPacket => {
    const has = (flag: string): boolean => flags.includes(flag);
    const bits = { syn: has('S'), fin: has('F'), rst: has('R'), psh: has('P') };
    const { source, destination, segment } = scribe.packet(from, bits, seq, ack, octets);
    const options = stamps === undefined ? {} : { timestamps: { val: stamps[0], ecr: stamps[1] } };
    const stamped: Segment = { ...segment, options };
    return { frame: index + 1, at: 5_000_000 + ms * 1_000, source, destination, segment: stamped, checksums: 'good' };
  });
}

export const HANDSHAKE: readonly Line[] = [
  [0, 'A', 'S', 0, null],
  [1, 'B', 'S', 0, 1],
  [2, 'A', '', 1, 1],
];
