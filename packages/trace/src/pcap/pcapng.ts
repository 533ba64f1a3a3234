/**
 * pcapng, what Wireshark saves: sections of blocks, interfaces that have a link type and a clock each, packets
 * (draft-ietf-opsawg-pcapng). A block of an unknown type says how long it is, and is passed over, as the format asks.
 * Next: clock.ts
 */
import type { Micros } from '@lastack/tcp';
import { bilingual, type Bilingual } from '../language.ts';
import { clockOf, microsOf, type Clock } from './clock.ts';
import { LONGEST_FRAME, type Frame, type Frames } from './frame.ts';
import { CUT_OFF, damage, DAMAGED, type Damage } from './problem.ts';

/** The type of a Section Header Block reads the same in both byte orders. */
export const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
/** Obsolete, and still found. */
const PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;
const BYTE_ORDER = 0x1a2b3c4d;
const SMALLEST_BLOCK = 12;

interface Interface extends Clock {
  readonly linkType: number;
  /** Octets kept of each frame; 0 for all. */
  readonly snapLength: number;
}

interface Block {
  readonly type: number;
  /** Where in the file it begins. */
  readonly offset: number;
  /** Without type and lengths. */
  readonly body: DataView;
}

const notWhole = (at: number): Damage =>
  damage(at, bilingual('the block that begins here is cut short', '从这里开始的块不完整'), CUT_OFF);
const wrongBlock = (at: number, en: string, zh: string): Damage => damage(at, bilingual(en, zh), DAMAGED);

/** Reads one file from its beginning; a new section forgets the interfaces, and may turn the byte order. */
class PcapngReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #littleEndian = false;
  #interfaces: Interface[] = [];
  /** For packets without a time of their own. */
  #last: Micros = 0;

  constructor(bytes: Uint8Array, view: DataView) {
    this.#bytes = bytes;
    this.#view = view;
  }

  *frames(): Frames {
    for (let at = 0; at < this.#bytes.length;) {
      const block = this.#blockAt(at);
      if ('message' in block) return block;
      const read = this.#read(block);
      if (read !== null && 'message' in read) return read;
      if (read !== null) {
        this.#last = read.at;
        yield read;
      }
      at += block.body.byteLength + SMALLEST_BLOCK;
    }
    return null;
  }

  #blockAt(at: number): Block | Damage {
    const left = this.#bytes.length - at;
    if (left < SMALLEST_BLOCK) return notWhole(at);
    if (this.#view.getUint32(at) === SECTION_HEADER) {
      const order = this.#view.getUint32(at + 8, false);
      this.#littleEndian = order !== BYTE_ORDER;
      if (this.#littleEndian && this.#view.getUint32(at + 8, true) !== BYTE_ORDER) {
        return wrongBlock(at + 8, 'the section names no byte order', '该节没有标明字节序');
      }
    }
    const length = this.#u32(at + 4);
    if (length < SMALLEST_BLOCK || length % 4 !== 0) {
      return wrongBlock(at + 4, `a block cannot be ${length} octets long`, `块的长度不可能是 ${length} 个八位字节`);
    }
    if (length > left) return notWhole(at);
    if (this.#u32(at + length - 4) !== length) {
      return wrongBlock(at + length - 4, 'the block does not end with its length', '块末尾的长度与开头不一致');
    }
    const body = new DataView(this.#view.buffer, this.#view.byteOffset + at + 8, length - SMALLEST_BLOCK);
    return { type: this.#u32(at), offset: at, body };
  }

  #u32(at: number): number {
    return this.#view.getUint32(at, this.#littleEndian);
  }

  #read(block: Block): Frame | Damage | null {
    switch (block.type) {
      case SECTION_HEADER:
        this.#interfaces = [];
        return null;
      case INTERFACE_DESCRIPTION:
        return this.#interface(block);
      case ENHANCED_PACKET:
      case PACKET:
        return this.#packet(block);
      case SIMPLE_PACKET:
        return this.#simplePacket(block);
      default:
        return null;
    }
  }

  #interface({ body, offset }: Block): Damage | null {
    if (body.byteLength < 8) return notWhole(offset);
    const [linkType, snapLength] = [body.getUint16(0, this.#littleEndian), body.getUint32(4, this.#littleEndian)];
    this.#interfaces.push({ linkType, snapLength, ...clockOf(body, this.#littleEndian) });
    return null;
  }

  #packet({ type, body, offset }: Block): Frame | Damage {
    if (body.byteLength < 20) return notWhole(offset);
    const little = this.#littleEndian;
    const id = type === PACKET ? body.getUint16(0, little) : body.getUint32(0, little);
    const known = this.#interfaces[id];
    if (known === undefined) return this.#noInterface(offset, id);
    const at = microsOf(known, body.getUint32(4, little), body.getUint32(8, little));
    if (at === null) return wrongBlock(offset + 12, 'this time cannot be', '这个时间不可能成立');
    const [included, length] = [body.getUint32(12, little), body.getUint32(16, little)];
    return this.#frame(offset + 28, body.byteLength - 20, { at, linkType: known.linkType, included, length });
  }

  /** It has no time, and how much was kept of it is for the interface to say. */
  #simplePacket({ body, offset }: Block): Frame | Damage {
    if (body.byteLength < 4) return notWhole(offset);
    const [first] = this.#interfaces;
    if (first === undefined) return this.#noInterface(offset, 0);
    const length = body.getUint32(0, this.#littleEndian);
    const included = Math.min(length, first.snapLength === 0 ? length : first.snapLength);
    return this.#frame(offset + 12, body.byteLength - 4, {
      at: this.#last,
      linkType: first.linkType,
      included,
      length,
    });
  }

  #noInterface(offset: number, id: number): Damage {
    const en = `a packet of interface ${id}, which was not described`;
    return wrongBlock(offset, en, `数据包属于接口 ${id}，但文件里没有描述这个接口`);
  }

  #frame(
    offset: number,
    room: number,
    { at, linkType, included, length }: { at: Micros; linkType: number; included: number; length: number },
  ): Frame | Damage {
    if (included > room || included > length || included > LONGEST_FRAME) {
      const message: Bilingual = bilingual(
        `a packet cannot have ${included} octets of ${length} here`,
        `这里的数据包不可能有 ${included} 个八位字节（全长 ${length}）`,
      );
      return damage(offset, message, DAMAGED);
    }
    return { at, linkType, offset, octets: this.#bytes.subarray(offset, offset + included), length };
  }
}

/** A file that begins with a Section Header Block. */
export const pcapngFrames = (bytes: Uint8Array, view: DataView): Frames => new PcapngReader(bytes, view).frames();
