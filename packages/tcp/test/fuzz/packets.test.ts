/** Any octets at all into `decodePacket`: a reason, or a packet that goes out and comes in again the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePacket, encodePacket, seq, type Segment, type WirePacket } from '../../src/index.ts';
import { checkCases } from '../../../../scripts/soak/cases.ts';
import { mutatedOctets } from '../../../../scripts/soak/mutations.ts';

const segment = (part: Partial<Segment>): Segment => ({
  ...{ seq: seq(1_000), ack: seq(9_000), wnd: 512, syn: false, fin: false, rst: false, psh: false },
  ...{ text: '', options: {} },
  ...part,
});

const SEGMENTS: readonly Segment[] = [
  segment({ syn: true, ack: null, options: { mss: 1_460, sackPermitted: true, windowScale: 7 } }),
  segment({ syn: true, options: { mss: 1_460, timestamps: { val: 1, ecr: 2 }, windowScale: 0, sackPermitted: true } }),
  segment({ text: 'GET / HTTP/1.1\r\n\r\n', psh: true, options: { timestamps: { val: 4_294_967_295, ecr: 0 } } }),
  segment({
    options: {
      sack: [
        [seq(9_100), seq(9_200)],
        [seq(9_300), seq(9_400)],
      ],
    },
  }),
  segment({ fin: true }),
  segment({ rst: true, ack: null, wnd: 0 }),
];

const ENDS = [
  ['10.0.0.1', '10.0.0.2'],
  ['2001:db8::1', 'fe80::2'],
] as const;

const VALID = ENDS.flatMap(([one, other]) =>
  SEGMENTS.map((segment) =>
    encodePacket({ source: { address: one, port: 40_000 }, destination: { address: other, port: 80 }, segment }),
  ),
);

function* numbersIn(value: unknown): Generator<number> {
  if (typeof value === 'number') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* numbersIn(inner);
}

test('damaged packets, IPv4 and IPv6', () => {
  checkCases('packet', fc.tuple(mutatedOctets(VALID), fc.boolean()), ([octets, cut]) => {
    const decoded = decodePacket(octets, { cut });
    if (!decoded.ok) {
      expect(decoded.reason).not.toBe('');
      return 'refused';
    }
    const packet: WirePacket = decoded.packet;
    for (const number of numbersIn(packet)) expect(Number.isSafeInteger(number)).toBe(true);
    if (cut) return 'accepted';
    const again = decodePacket(encodePacket(packet));
    expect(again).toEqual({ ok: true, packet, checksums: 'good' });
    return 'accepted';
  });
});
