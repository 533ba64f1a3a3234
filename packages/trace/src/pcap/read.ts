/**
 * A capture file read: classic pcap or pcapng, told by its first four octets. A file comes from outside, so what is
 * wrong with it is an answer that names the octet, never an exception.
 * Next: ../capture/connections.ts
 */
import { bilingual } from '../language.ts';
import { classicFrames, classicLink, isClassic } from './classic.ts';
import { decodeFrame, type CapturedPacket, type Frames, type SkippedFrame } from './frame.ts';
import { LINKS } from './link.ts';
import { pcapngFrames, SECTION_HEADER } from './pcapng.ts';
import { damage, NOT_A_CAPTURE, problemAfter, type Damage, type PcapProblem } from './problem.ts';

/** When not `ok`, `packets` is what stands before the problem: a capture that was cut off still has its beginning. */
export type PcapResult = {
  readonly packets: readonly CapturedPacket[];
  readonly skipped: readonly SkippedFrame[];
} & (
  | {
      readonly ok: true;
      readonly format: 'pcap' | 'pcapng';
      /** By name, as in tcpdump.org/linktypes; of pcapng all that its frames have, `EN10MB, RAW`. */
      readonly linkType: string;
    }
  | { readonly ok: false; readonly problem: PcapProblem }
);

function notACapture({ byteLength }: DataView): Damage {
  const message =
    byteLength < 4
      ? bilingual(`${byteLength} octets are no capture`, `只有 ${byteLength} 个八位字节，不是抓包文件`)
      : bilingual('this begins neither as pcap nor as pcapng does', '文件开头既不是 pcap 也不是 pcapng');
  return damage(0, message, NOT_A_CAPTURE);
}

/** The name of a link type, or its number. */
const linkName = (linkType: number): string => LINKS.get(linkType)?.name ?? String(linkType);

/** Every TCP segment of a capture, in the order of the file. Any octets at all may be given. */
export function readPcap(bytes: Uint8Array): PcapResult {
  const packets: CapturedPacket[] = [];
  const skipped: SkippedFrame[] = [];
  const links = new Set<number>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.byteLength < 4 ? 0 : view.getUint32(0);
  const classic = isClassic(magic);
  if (!classic && magic !== SECTION_HEADER) {
    return { ok: false, problem: problemAfter(0, notACapture(view)), packets, skipped };
  }
  const frames: Frames = classic ? classicFrames(bytes, view) : pcapngFrames(bytes, view);
  let next = frames.next();
  let count = 0;
  for (; next.done !== true; next = frames.next()) {
    count += 1;
    links.add(next.value.linkType);
    const read = decodeFrame(next.value, count);
    if ('reason' in read) skipped.push(read);
    else packets.push(read);
  }
  if (next.value !== null) return { ok: false, problem: problemAfter(count, next.value), packets, skipped };
  // A file without frames has one too.
  if (classic) links.add(classicLink(view));
  const linkType = [...links].map(linkName).join(', ');
  return { ok: true, format: classic ? 'pcap' : 'pcapng', linkType, packets, skipped };
}
