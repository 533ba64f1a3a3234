import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodePacket } from '@lastack/tcp';
import { readPcap, traceToPcap } from '../src/index.ts';
import { fourWayClose, lostLastAck } from './traces.ts';

/** The octets of the first IP packet of a trace. */
const ip = (): Uint8Array => {
  const sent = fourWayClose().records.find((record) => record.type === 'transmit')!;
  return encodePacket(sent.packet);
};

interface FileOptions {
  readonly magic?: number;
  readonly linkType?: number;
  readonly littleEndian?: boolean;
  readonly fraction?: number;
  /** What the record says the frame's length was. */
  readonly original?: number;
}

/** A file with one frame, by the format's description. */
function fileOf(frame: Uint8Array, options: FileOptions = {}): Uint8Array {
  const { magic = 0xa1b2c3d4, linkType = 101, littleEndian = false, fraction = 7, original = frame.length } = options;
  const file = new Uint8Array(40 + frame.length);
  const view = new DataView(file.buffer);
  view.setUint32(0, magic, littleEndian);
  view.setUint32(20, linkType, littleEndian);
  for (const [index, field] of [3, fraction, frame.length, original].entries()) {
    view.setUint32(24 + 4 * index, field, littleEndian);
  }
  file.set(frame, 40);
  return file;
}

const joined = (...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

describe('what traceToPcap writes, readPcap reads', () => {
  test.each([fourWayClose(), lostLastAck()])('every packet, its time, its segment, its checksums', (trace) => {
    const sent = trace.records.flatMap((record) => (record.type === 'transmit' ? [record] : []));
    const read = readPcap(traceToPcap(trace));
    expect(read).toMatchObject({ ok: true, linkType: 'RAW', skipped: [] });
    expect(read.packets).toEqual(
      sent.map(({ at, packet: { source, destination, segment } }, index) => ({
        frame: index + 1,
        at,
        source,
        destination,
        segment,
        checksums: 'good',
      })),
    );
  });
});

describe('link types (tcpdump.org/linktypes)', () => {
  const cases: readonly [name: string, linkType: number, header: readonly number[]][] = [
    ['NULL', 0, [2, 0, 0, 0]],
    ['EN10MB', 1, [...Array<number>(12).fill(0xee), 0x08, 0x00]],
    ['RAW', 101, []],
    ['LOOP', 108, [0, 0, 0, 2]],
    ['LINUX_SLL', 113, [...Array<number>(14).fill(0), 0x08, 0x00]],
    ['LINUX_SLL2', 276, [0x08, 0x00, ...Array<number>(18).fill(0)]],
  ];
  test.each(cases)('%s', (name, linkType, header) => {
    const read = readPcap(fileOf(joined(header, ip()), { linkType }));
    expect(read).toMatchObject({ ok: true, linkType: name, packets: [{ frame: 1, checksums: 'good' }] });
  });

  test('a VLAN tag stands between the addresses and the type (802.1Q)', () => {
    const header = [...Array<number>(12).fill(0), 0x81, 0x00, 0x00, 0x05, 0x08, 0x00];
    expect(readPcap(fileOf(joined(header, ip()), { linkType: 1 })).packets).toHaveLength(1);
  });

  test('a frame of another protocol is passed over, and named', () => {
    const arp = [...Array<number>(12).fill(0), 0x08, 0x06, ...Array<number>(28).fill(0)];
    const read = readPcap(fileOf(joined(arp), { linkType: 1 }));
    expect(read).toMatchObject({ ok: true, packets: [] });
    expect(read.skipped).toEqual([
      { frame: 1, offset: 40, reason: { en: 'EtherType 0x0806, not IP', 'zh-Hans': 'EtherType 0x0806，不是 IP' } },
    ]);
  });
});

describe('byte order and time', () => {
  test.each([false, true])('microseconds, little-endian %s', (littleEndian) => {
    expect(readPcap(fileOf(ip(), { littleEndian })).packets[0]!.at).toBe(3_000_007);
  });

  test.each([false, true])('nanoseconds, little-endian %s: rounded down', (littleEndian) => {
    const file = fileOf(ip(), { magic: 0xa1b23c4d, littleEndian, fraction: 7_999 });
    expect(readPcap(file).packets[0]!.at).toBe(3_000_007);
  });
});

test('a snapshot length that cuts a TCP header: passed over, since the flags are not known', () => {
  const whole = ip();
  const read = readPcap(fileOf(whole.slice(0, 20 + 13), { original: whole.length }));
  expect(read).toMatchObject({
    ok: true,
    packets: [],
    skipped: [{ frame: 1, reason: { en: 'TCP header cut short' } }],
  });
});

test('a snapshot length that cuts text off: numbers and length hold, checksums are not judged', () => {
  const whole = ip();
  const read = readPcap(fileOf(whole.slice(0, 40), { original: whole.length }));
  expect(read).toMatchObject({ ok: true, packets: [{ checksums: whole.length === 40 ? 'good' : 'unchecked' }] });
});

describe('a file that is no capture, or is damaged: an answer with the octet, and what stands before it', () => {
  const problemOf = (bytes: Uint8Array): unknown => {
    const read = readPcap(bytes);
    return read.ok ? null : read.problem;
  };

  test('empty', () => {
    expect(problemOf(new Uint8Array())).toMatchObject({ offset: 0, message: { en: '0 octets are no capture' } });
  });

  test('something else', () => {
    const html = new TextEncoder().encode('<!doctype html><title>no capture</title>');
    expect(problemOf(html)).toMatchObject({
      offset: 0,
      message: { en: 'this begins neither as pcap nor as pcapng does' },
    });
  });

  test('a link type that is not read', () => {
    const file = fileOf(ip(), { linkType: 105 });
    expect(problemOf(file)).toMatchObject({ offset: 20, message: { en: 'link type 105 is not read here' } });
  });

  test('cut inside the file header, a record header, a frame', () => {
    const file = traceToPcap(fourWayClose());
    const second = 24 + 16 + ip().length;
    expect(problemOf(file.slice(0, 10))).toMatchObject({ offset: 10, message: { en: 'the file header is cut short' } });
    expect(problemOf(file.slice(0, second + 9))).toMatchObject({
      offset: second,
      wholeFrames: 1,
      message: {
        en: 'the header of frame 2 is cut short; the frame before it is whole',
        'zh-Hans': '第 2 帧的记录头不完整；在它之前的 1 个帧是完整的',
      },
    });
    const cut = readPcap(file.slice(0, second + 20));
    expect(cut).toMatchObject({ ok: false, problem: { offset: second + 16 }, packets: [{ frame: 1 }] });
  });

  test('a length that cannot be', () => {
    const file = fileOf(ip(), { original: 3 });
    expect(problemOf(file)).toMatchObject({
      offset: 32,
      message: { en: expect.stringMatching(/^frame 1 cannot have \d+/) },
    });
  });

  test('any octets at all, and any octet of a capture changed: never an exception', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => typeof readPcap(bytes).ok === 'boolean'));
    const good = traceToPcap(fourWayClose());
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, octet, length) => {
        const bytes = good.slice();
        bytes[at] = octet;
        return typeof readPcap(bytes.subarray(0, length)).ok === 'boolean';
      }),
      { numRuns: 500 },
    );
  });
});
