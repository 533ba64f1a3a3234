import { expect, test } from 'vitest';
import { decodePacket } from '@lastack/tcp';
import { traceToPcap } from '../src/index.ts';
import { fourWayClose, lostLastAck } from './traces.ts';

/** The blocks of a big-endian pcap file, read here by the format's own description. */
function* blocksOf(file: Uint8Array): Generator<{ micros: number; octets: Uint8Array }> {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  for (let at = 24; at < file.length;) {
    const length = view.getUint32(at + 8);
    expect(view.getUint32(at + 12)).toBe(length);
    yield {
      micros: view.getUint32(at) * 1_000_000 + view.getUint32(at + 4),
      octets: file.slice(at + 16, at + 16 + length),
    };
    at += 16 + length;
  }
}

test('the header: pcap 2.4, microseconds, raw IP', () => {
  const header = traceToPcap(fourWayClose()).slice(0, 24);
  expect(Buffer.from(header).toString('hex')).toBe(
    'a1b2c3d4' + '00020004' + '0000000000000000' + '00040000' + '00000065',
  );
});

test('every packet once, when it was sent, with good checksums and the segment that the trace has', () => {
  const trace = fourWayClose();
  const sent = trace.records.flatMap((record) => (record.type === 'transmit' ? [record] : []));
  const blocks = [...blocksOf(traceToPcap(trace))];
  expect(blocks.map(({ micros }) => micros)).toEqual(sent.map(({ at }) => at));
  for (const [index, { octets }] of blocks.entries()) {
    const decoded = decodePacket(octets);
    expect(decoded).toMatchObject({ ok: true, checksums: 'good' });
    const { source, destination, segment } = sent[index]!.packet;
    expect(decoded).toMatchObject({ packet: { source, destination, segment } });
  }
});

test('a capture at B has what B sent and what reached it: not the ACK that was lost', () => {
  const count = (host?: string): number =>
    [...blocksOf(traceToPcap(lostLastAck(), host === undefined ? {} : { host }))].length;
  expect(count()).toBe(5);
  expect(count('A')).toBe(5);
  expect(count('B')).toBe(4);
});
