/**
 * A capture file read: classic pcap, either byte order, micro- or nanoseconds (draft-ietf-opsawg-pcap). A file comes
 * from outside, so what is wrong with it is an answer that names the octet, never an exception.
 * Next: capture/connections.ts
 */
import { decodePacket, type Micros, type Segment } from '@lastack/tcp';
import type { Endpoint } from '../record.ts';
import { LINKS } from './link.ts';

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
  readonly reason: string;
}

export interface PcapProblem {
  /** Octets from the beginning of the file. */
  readonly offset: number;
  readonly message: string;
  readonly help: string;
}

/** When not `ok`, `packets` is what stands before the problem: a capture that was cut off still has its beginning. */
export type PcapResult = {
  readonly packets: readonly CapturedPacket[];
  readonly skipped: readonly SkippedFrame[];
} & ({ readonly ok: true; readonly linkType: string } | { readonly ok: false; readonly problem: PcapProblem });

interface Format {
  readonly littleEndian: boolean;
  /** Fractions of a second in one microsecond. */
  readonly perMicro: 1 | 1_000;
  readonly linkType: number;
}

const FILE_HEADER = 24;
const RECORD_HEADER = 16;
/** libpcap's MAXIMUM_SNAPLEN: a longer record is no record. */
const LONGEST_FRAME = 262_144;
const PCAPNG = 0x0a0d0d0a;

const problem = (offset: number, message: string, help: string): PcapProblem => ({ offset, message, help });

const NOT_A_CAPTURE = 'Give a file that `tcpdump -w FILE` wrote, or one saved as “Wireshark/tcpdump/… - pcap”.';

function formatOf(view: DataView): Format | PcapProblem {
  if (view.byteLength < 4) return problem(0, `${view.byteLength} octets are no capture`, NOT_A_CAPTURE);
  const magic = view.getUint32(0);
  const linkTypeAs = (littleEndian: boolean): number => view.getUint32(20, littleEndian) & 0x0fff_ffff;
  const knownMagics = new Map<number, readonly [littleEndian: boolean, perMicro: 1 | 1_000]>([
    [0xa1b2c3d4, [false, 1]],
    [0xd4c3b2a1, [true, 1]],
    [0xa1b23c4d, [false, 1_000]],
    [0x4d3cb2a1, [true, 1_000]],
  ]);
  const known = knownMagics.get(magic);
  if (magic === PCAPNG) {
    return problem(0, 'this is pcapng, not classic pcap', 'Convert it: `editcap -F pcap FILE out.pcap`.');
  }
  if (known === undefined) return problem(0, 'this does not begin as a pcap file does', NOT_A_CAPTURE);
  if (view.byteLength < FILE_HEADER) {
    return problem(view.byteLength, 'the file header is cut short', 'The capture is damaged: take it again.');
  }
  const [littleEndian, perMicro] = known;
  const linkType = linkTypeAs(littleEndian);
  if (!LINKS.has(linkType)) {
    const names = [...new Set([...LINKS.values()].map(({ name }) => name))].join(', ');
    return problem(20, `link type ${linkType} is not read here`, `Capture on a link of one of these: ${names}.`);
  }
  return { littleEndian, perMicro, linkType };
}

interface Frame {
  readonly number: number;
  readonly at: Micros;
  readonly offset: number;
  /** What the file has of it, of `length` octets. */
  readonly octets: Uint8Array;
  readonly length: number;
}

function frameAt(bytes: Uint8Array, view: DataView, at: number, number: number, format: Format): Frame | PcapProblem {
  const CUT = 'The capture was cut off: what stands before is read; stop tcpdump with Ctrl-C, not with kill -9.';
  if (at + RECORD_HEADER > bytes.length) return problem(at, `the header of frame ${number} is cut short`, CUT);
  const field = (offset: number): number => view.getUint32(at + offset, format.littleEndian);
  const [seconds, fraction, included, length] = [field(0), field(4), field(8), field(12)];
  if (included > LONGEST_FRAME || included > length) {
    const message = `frame ${number} cannot have ${included} octets of ${length}`;
    return problem(at + 8, message, 'The file is damaged here: what stands before is read.');
  }
  const offset = at + RECORD_HEADER;
  if (offset + included > bytes.length) {
    return problem(offset, `frame ${number} has ${bytes.length - offset} of its ${included} octets`, CUT);
  }
  const micros = seconds * 1_000_000 + Math.floor(fraction / format.perMicro);
  return { number, at: micros, offset, octets: bytes.subarray(offset, offset + included), length };
}

/** A capture with a snapshot length has headers whole and text cut: its missing octets count, as zeros. */
function whole({ octets, length }: Frame): Uint8Array {
  if (octets.length >= length || length > LONGEST_FRAME) return octets;
  const padded = new Uint8Array(length);
  padded.set(octets);
  return padded;
}

function decode(frame: Frame, format: Format): CapturedPacket | SkippedFrame {
  const skip = (reason: string): SkippedFrame => ({ frame: frame.number, offset: frame.offset, reason });
  const unwrapped = LINKS.get(format.linkType)!.unwrap(whole(frame));
  if (!unwrapped.ok) return skip(unwrapped.reason);
  const decoded = decodePacket(unwrapped.octets);
  if (!decoded.ok) return skip(decoded.reason);
  const { source, destination, segment } = decoded.packet;
  const checksums = frame.octets.length < frame.length ? 'unchecked' : decoded.checksums;
  return { frame: frame.number, at: frame.at, source, destination, segment, checksums };
}

/** Every TCP segment of a capture, in the order of the file. */
export function readPcap(bytes: Uint8Array): PcapResult {
  const packets: CapturedPacket[] = [];
  const skipped: SkippedFrame[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = formatOf(view);
  if ('message' in format) return { ok: false, problem: format, packets, skipped };
  let at = FILE_HEADER;
  for (let number = 1; at < bytes.length; number += 1) {
    const frame = frameAt(bytes, view, at, number, format);
    if ('message' in frame) return { ok: false, problem: frame, packets, skipped };
    const read = decode(frame, format);
    if ('reason' in read) skipped.push(read);
    else packets.push(read);
    at = frame.offset + frame.octets.length;
  }
  return { ok: true, linkType: LINKS.get(format.linkType)!.name, packets, skipped };
}
