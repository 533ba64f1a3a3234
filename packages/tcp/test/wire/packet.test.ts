import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodePacket,
  encodePacket,
  flagNames,
  formatAddress,
  NO_OPTIONS,
  parseAddress,
  seq,
} from '../../src/index.ts';

const octets = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Between two Linux 6.18 kernels over tun devices, where nothing is offloaded: the checksums are the kernel's own. */
const CAPTURED = {
  SYN: '4500003c9986400040068d210a0900010a0900028ee61e6193823ccb00000000a002faf029390000020405b40402080ac5c2cc66000000000103030a',
  'SYN,ACK':
    '4500003c00004000400626a80a0900020a0900011e618ee6d05ca48793823ccca012fe88b4b00000020405b40402080a96976563c5c2cc660103030a',
  ACK: '450000349987400040068d280a0900010a0900028ee61e6193823cccd05ca4888010003fe16900000101080ac5c2ccc696976563',
  'PSH,ACK':
    '450000399988400040068d220a0900010a0900028ee61e6193823cccd05ca4888018003f9d7a00000101080ac5c2ccd69697656368656c6c6f',
};

describe('packets of a real kernel', () => {
  test.each(Object.entries(CAPTURED))('%s: read, checksums good, written again octet for octet', (flags, captured) => {
    const read = decodePacket(octets(captured));
    if (!read.ok) throw new Error(read.reason);
    expect(flagNames(read.packet.segment)).toBe(flags);
    expect(read.checksums).toBe('good');
    expect(hex(encodePacket(read.packet))).toBe(captured);
  });

  test('the SYN says what ip and tcpdump would print', () => {
    const read = decodePacket(octets(CAPTURED.SYN));
    expect(read).toMatchObject({
      packet: {
        source: { address: '10.9.0.1', port: 36582 },
        destination: { address: '10.9.0.2', port: 7777 },
        segment: { wnd: 64240, options: { mss: 1460, sackPermitted: true, windowScale: 10 } },
        ttl: 64,
      },
    });
  });

  test('one flipped bit anywhere spoils a checksum or the packet (RFC 1071)', () => {
    const captured = octets(CAPTURED['PSH,ACK']);
    for (let bit = 0; bit < captured.length * 8; bit += 1) {
      const spoilt = captured.slice();
      spoilt[bit >> 3] = (spoilt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const read = decodePacket(spoilt);
      expect(read.ok && read.checksums === 'good', `bit ${bit}`).toBe(false);
    }
  });
});

describe('any segment', () => {
  const number = fc.integer({ min: 0, max: 0xffff_ffff }).map(seq);
  const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
  const segments = fc.record({
    seq: number,
    ack: fc.option(number),
    wnd: fc.integer({ min: 0, max: 0xffff }),
    syn: fc.boolean(),
    fin: fc.boolean(),
    rst: fc.boolean(),
    psh: fc.boolean(),
    text: fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: 99 }),
    options: fc.oneof(
      fc.constant(NO_OPTIONS),
      fc.record(
        {
          mss: fc.integer({ min: 1, max: 0xffff }),
          windowScale: fc.integer({ min: 0, max: 14 }),
          sackPermitted: fc.constant(true as const),
          timestamps: fc.record({ val: u32, ecr: u32 }),
        },
        { requiredKeys: [] },
      ),
      fc.record({ sack: fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 4 }) }),
    ),
  });

  test.each([
    ['IPv4', '192.0.2.1', '198.51.100.7'],
    ['IPv6', '2001:db8::1', 'fe80::7'],
  ])('comes back as it went, over %s', (_, from, to) => {
    fc.assert(
      fc.property(segments, (segment) => {
        const packet = { source: { address: from, port: 40000 }, destination: { address: to, port: 80 }, segment };
        const read = decodePacket(encodePacket(packet));
        expect(read).toEqual({ ok: true, checksums: 'good', packet: { ...packet, ttl: 64, identification: 0 } });
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is no TCP packet', () => {
  test.each([
    ['', 'IP version 0'],
    ['4500', 'IPv4 header cut short'],
    [`4500001c0000000040110000${'0a000001'.repeat(4)}`, 'IP protocol 17, not TCP (6)'],
    [`450000280000200040060000${'0a000001'.repeat(7)}`, 'an IPv4 fragment'],
    [`450000290000400040060000${'0a000001'.repeat(7)}`, 'IPv4 packet cut short'],
    [`6000000000141140${'00'.repeat(52)}`, 'IPv6 next header 17, not TCP (6)'],
    [CAPTURED.SYN.replace('020405b4', '02ff05b4'), 'a TCP option with an impossible length'],
  ])('%s: %s', (packet, reason) => {
    expect(decodePacket(octets(packet))).toEqual({ ok: false, reason });
  });

  test('an address that is none is the caller’s mistake', () => {
    const segment = { ...NO_SEGMENT };
    const end = { address: '10.0.0.1', port: 1 };
    expect(() => encodePacket({ source: end, destination: { address: '10.0.0', port: 1 }, segment })).toThrow(
      RangeError,
    );
    expect(() => encodePacket({ source: end, destination: { address: '::1', port: 1 }, segment })).toThrow(RangeError);
  });
});

const NO_SEGMENT = {
  seq: seq(0),
  ack: null,
  wnd: 0,
  syn: false,
  fin: false,
  rst: false,
  psh: false,
  text: '',
  options: NO_OPTIONS,
};

describe('addresses (RFC 5952)', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['::ffff:192.0.2.1', '::ffff:c000:201'],
    ['1::', '1::'],
  ])('%s is written %s', (text, written) => {
    const parsed = parseAddress(text);
    expect(parsed && formatAddress(parsed)).toBe(written);
  });

  test.each([
    '',
    '1.2.3',
    '1.2.3.256',
    '1.2.3.4.5',
    '1:2:3',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    'g::',
    '1:2:3:4:5:6:7::8',
  ])('%s is none', (text) => {
    expect(parseAddress(text)).toBeNull();
  });
});
