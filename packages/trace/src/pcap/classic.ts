/**
 * Classic pcap: either byte order, micro- or nanoseconds (draft-ietf-opsawg-pcap).
 * Next: pcapng.ts
 */
import { bilingual } from '../language.ts';
import { LONGEST_FRAME, type Frame, type Frames } from './frame.ts';
import { LINKS, READ_LINKS, unreadLink } from './link.ts';
import { CUT_OFF, damage, DAMAGED, type Damage } from './problem.ts';

const FILE_HEADER = 24;
const RECORD_HEADER = 16;

interface Format {
  readonly littleEndian: boolean;
  /** Fractions of a second in one microsecond. */
  readonly perMicro: 1 | 1_000;
  readonly linkType: number;
}

const MAGICS: ReadonlyMap<number, readonly [littleEndian: boolean, perMicro: 1 | 1_000]> = new Map([
  [0xa1b2c3d4, [false, 1]],
  [0xd4c3b2a1, [true, 1]],
  [0xa1b23c4d, [false, 1_000]],
  [0x4d3cb2a1, [true, 1_000]],
]);

/** Whether a file that begins with these four octets is classic pcap. */
export const isClassic = (magic: number): boolean => MAGICS.has(magic);

/** The upper bits say whether frames end with a checksum (FCS): the IP packet's own length leaves it out. */
const linkTypeOf = (view: DataView, littleEndian: boolean): number => view.getUint32(20, littleEndian) & 0xffff;

function formatOf(view: DataView): Format | Damage {
  if (view.byteLength < FILE_HEADER) {
    return damage(view.byteLength, bilingual('the file header is cut short', '文件头不完整'), CUT_OFF);
  }
  const [littleEndian, perMicro] = MAGICS.get(view.getUint32(0))!;
  const linkType = linkTypeOf(view, littleEndian);
  return LINKS.has(linkType) ? { littleEndian, perMicro, linkType } : damage(20, unreadLink(linkType), READ_LINKS);
}

function frameAt(bytes: Uint8Array, view: DataView, at: number, number: number, format: Format): Frame | Damage {
  if (at + RECORD_HEADER > bytes.length) {
    return damage(
      at,
      bilingual(`the header of frame ${number} is cut short`, `第 ${number} 帧的记录头不完整`),
      CUT_OFF,
    );
  }
  const field = (offset: number): number => view.getUint32(at + offset, format.littleEndian);
  const [seconds, fraction, included, length] = [field(0), field(4), field(8), field(12)];
  if (included > LONGEST_FRAME || included > length) {
    const message = bilingual(
      `frame ${number} cannot have ${included} octets of ${length}`,
      `第 ${number} 帧不可能有 ${included} 个八位字节（全长 ${length}）`,
    );
    return damage(at + 8, message, DAMAGED);
  }
  const offset = at + RECORD_HEADER;
  if (offset + included > bytes.length) {
    const have = bytes.length - offset;
    const message = bilingual(
      `frame ${number} has ${have} of its ${included} octets`,
      `第 ${number} 帧应有 ${included} 个八位字节，只剩 ${have} 个`,
    );
    return damage(offset, message, CUT_OFF);
  }
  const micros = seconds * 1_000_000 + Math.floor(fraction / format.perMicro);
  return { at: micros, linkType: format.linkType, offset, octets: bytes.subarray(offset, offset + included), length };
}

/** The link type of a file whose header is whole: all of its frames have it. */
export const classicLink = (view: DataView): number => linkTypeOf(view, MAGICS.get(view.getUint32(0))![0]);

/** A file that `isClassic`. */
export function* classicFrames(bytes: Uint8Array, view: DataView): Frames {
  const format = formatOf(view);
  if ('message' in format) return format;
  let at = FILE_HEADER;
  for (let number = 1; at < bytes.length; number += 1) {
    const frame = frameAt(bytes, view, at, number, format);
    if ('message' in frame) return frame;
    yield frame;
    at = frame.offset + frame.octets.length;
  }
  return null;
}
