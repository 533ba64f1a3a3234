/**
 * A frame as a capture file holds it, whatever the file's format, and the TCP segment in it.
 * Next: classic.ts
 */
import { decodePacket, type Micros, type Segment } from '@lastack/tcp';
import type { Bilingual } from '../language.ts';
import type { Endpoint } from '../record.ts';
import { LINKS, unreadLink } from './link.ts';
import { undecodable, type Damage } from './problem.ts';

/** A TCP segment as the capture has it. */
export interface CapturedPacket {
  /** Its frame, counted from 1 as Wireshark does. */
  readonly frame: number;
  /** Microseconds since the epoch. */
  readonly at: Micros;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly segment: Segment;
  /** `bad` is ordinary where the network card was to compute it; `unchecked`: the capture cut the packet's end off. */
  readonly checksums: 'good' | 'bad' | 'unchecked';
}

/** A frame that is no TCP segment, or cannot be read. */
export interface SkippedFrame {
  readonly frame: number;
  /** Where in the file its octets begin. */
  readonly offset: number;
  readonly reason: Bilingual;
}

export interface Frame {
  readonly at: Micros;
  readonly linkType: number;
  /** Where in the file its octets begin. */
  readonly offset: number;
  /** What the file has of it, of `length` octets. */
  readonly octets: Uint8Array;
  readonly length: number;
}

/** Frames one by one; in the end what is wrong with the file, if anything is. */
export type Frames = Generator<Frame, Damage | null>;

/** libpcap's MAXIMUM_SNAPLEN: a longer record is no record. */
export const LONGEST_FRAME = 262_144;

/** With a snapshot length headers are whole and text is cut: its missing octets count, as zeros. */
export function decodeFrame(frame: Frame, number: number): CapturedPacket | SkippedFrame {
  const skip = (reason: Bilingual): SkippedFrame => ({ frame: number, offset: frame.offset, reason });
  const link = LINKS.get(frame.linkType);
  if (link === undefined) return skip(unreadLink(frame.linkType));
  const unwrapped = link.unwrap(frame.octets);
  if (!unwrapped.ok) return skip(unwrapped.reason);
  const cut = frame.octets.length < frame.length;
  const decoded = decodePacket(unwrapped.octets, { cut });
  if (!decoded.ok) return skip(undecodable(decoded.reason));
  const { source, destination, segment } = decoded.packet;
  return { frame: number, at: frame.at, source, destination, segment, checksums: decoded.checksums };
}
