/** pcapng, read by its blocks. Files of Wireshark itself: tools.test.ts. */
import { describe, expect, test } from 'vitest';
import { encodePacket } from '@lastack/tcp';
import { readPcap } from '../src/index.ts';
import { PcapngWriter } from './pcapng-files.ts';
import { fourWayClose } from './traces.ts';

const [first, second] = fourWayClose().records.flatMap((record) =>
  record.type === 'transmit' ? [encodePacket(record.packet)] : [],
) as [Uint8Array, Uint8Array];

const RAW = 101;
const begun = (littleEndian = true): PcapngWriter => new PcapngWriter(littleEndian).section();

const problemOf = (file: Uint8Array): unknown => {
  const read = readPcap(file);
  return read.ok ? null : read.problem;
};

describe('both byte orders', () => {
  test.each([true, false])('little-endian %s: packets, times in microseconds, lengths', (littleEndian) => {
    const { file } = begun(littleEndian)
      .interface(RAW)
      .packet(first, { units: 1_700_000_000_000_123 })
      .packet(second, { units: 1_700_000_000_000_456 });
    expect(readPcap(file)).toMatchObject({
      ok: true,
      format: 'pcapng',
      linkType: 'RAW',
      skipped: [],
      packets: [
        { frame: 1, at: 1_700_000_000_000_123, checksums: 'good', source: { address: '10.0.0.1', port: 40_000 } },
        { frame: 2, at: 1_700_000_000_000_456, checksums: 'good' },
      ],
    });
  });

  test('a second section may turn it, and describes its interfaces anew', () => {
    const one = begun(true).interface(RAW).packet(first).file;
    const two = begun(false).interface(1).packet(first).file;
    const read = readPcap(Uint8Array.from([...one, ...two]));
    expect(read).toMatchObject({ ok: true, linkType: 'RAW, EN10MB', packets: [{ frame: 1 }], skipped: [{ frame: 2 }] });
  });
});

describe('clocks (§4.2, if_tsresol and if_tsoffset)', () => {
  const at = (options: (writer: PcapngWriter) => number[], units: number): number => {
    const writer = begun();
    return readPcap(writer.interface(RAW, { options: options(writer) }).packet(first, { units }).file).packets[0]!.at;
  };

  test('nanoseconds: rounded down', () => expect(at((w) => w.option(9, [9]), 3_000_007_999)).toBe(3_000_007));
  test('milliseconds', () => expect(at((w) => w.option(9, [3]), 3_007)).toBe(3_007_000));
  test('a power of two', () => expect(at((w) => w.option(9, [0x80 | 10]), 1_536)).toBe(1_500_000));
  test('an offset in seconds, after an option that is not known', () =>
    expect(at((w) => [...w.option(2, [101, 116, 104]), ...w.option(14, [5, 0, 0, 0, 0, 0, 0, 0])], 1)).toBe(5_000_001));
  test('what stands after the end of the options is none', () =>
    expect(at((w) => [...w.option(0, []), ...w.option(9, [0])], 7)).toBe(7));

  test('a time beyond all numbers is a problem, not NaN', () => {
    const writer = begun();
    const { file } = writer.interface(RAW, { options: writer.option(9, [0]) }).packet(first, { units: 2 ** 60 });
    expect(problemOf(file)).toMatchObject({ message: { en: 'this time cannot be' }, wholeFrames: 0 });
  });
});

describe('blocks', () => {
  test('a simple packet has no time: that of the packet before', () => {
    const { file } = begun().interface(RAW).packet(first, { units: 70 }).simplePacket(second);
    expect(readPcap(file).packets).toMatchObject([{ at: 70 }, { at: 70, checksums: 'good' }]);
  });

  test('a simple packet is cut where its interface says', () => {
    const { file } = begun().interface(RAW, { snapLength: 40 }).simplePacket(first.slice(0, 40), 1_000);
    expect(readPcap(file)).toMatchObject({ ok: true, packets: [{ frame: 1 }] });
  });

  test('an obsolete packet block: 16 bits of interface, 16 of drops', () => {
    const writer = begun().interface(101);
    const lengths = [...writer.u32(first.length), ...writer.u32(first.length)];
    writer.block(2, [...writer.u16(0), ...writer.u16(9), ...writer.u32(0), ...writer.u32(8), ...lengths, ...first]);
    expect(readPcap(writer.file).packets).toMatchObject([{ at: 8 }]);
  });

  test('of other types: passed over, whatever is in them', () => {
    const { file } = begun()
      .block(5, [1, 2, 3, 4])
      .interface(RAW)
      .block(0x0bad_cafe, [...Array<number>(40).fill(7)])
      .packet(first);
    expect(readPcap(file)).toMatchObject({ ok: true, packets: [{ frame: 1 }], skipped: [] });
  });

  test('an interface of a link type that is not read: its packets are passed over, the others are not', () => {
    const { file } = begun().interface(105).interface(RAW).packet(first, { of: 0 }).packet(first, { of: 1 });
    expect(readPcap(file)).toMatchObject({
      ok: true,
      linkType: '105, RAW',
      packets: [{ frame: 2 }],
      skipped: [{ frame: 1, reason: { en: 'link type 105 is not read here', 'zh-Hans': '不支持链路类型 105' } }],
    });
  });
});

describe('damaged: the octet, and how many frames were whole', () => {
  const SECTION = 28;
  const INTERFACE = 20;

  test('cut inside a packet', () => {
    const { file } = begun().interface(RAW).packet(first).packet(second);
    const begins = file.length - (32 + second.length);
    expect(problemOf(file.slice(0, -1))).toMatchObject({ offset: begins, wholeFrames: 1 });
    expect(readPcap(file.slice(0, -1)).packets).toHaveLength(1);
  });

  test('a packet of an interface that nobody described', () => {
    const { file } = begun().interface(RAW).packet(first, { of: 3 });
    expect(problemOf(file)).toMatchObject({
      offset: SECTION + INTERFACE,
      message: { en: 'a packet of interface 3, which was not described' },
    });
  });

  test('lengths that do not agree, or cannot be', () => {
    const { file } = begun().interface(RAW).packet(first);
    const changed = (at: number, octet: number): Uint8Array => file.with(at, octet);
    expect(problemOf(changed(4, 30))).toMatchObject({ offset: 4, message: { en: 'a block cannot be 30 octets long' } });
    expect(problemOf(changed(SECTION - 4, 32))).toMatchObject({ offset: SECTION - 4 });
    const included = SECTION + INTERFACE + 20;
    expect(problemOf(changed(included + 1, 1))).toMatchObject({ offset: SECTION + INTERFACE + 28, wholeFrames: 0 });
  });

  test('no byte order', () => {
    const { file } = begun();
    expect(problemOf(file.with(8, 0))).toMatchObject({ offset: 8, message: { en: 'the section names no byte order' } });
  });
});
