/** Wireshark reads what every script of the corpus puts on the wire, and finds what our traces say. */
import { describe, expect, test } from 'vitest';
import { traceToPcap } from '@lastack/trace';
import { dissect, expected, missing } from '../../../scripts/tshark.ts';
import { playScript } from '../src/index.ts';
import { corpus, parsed } from './corpus.ts';

const FILE_HEADER = 24;

describe.skipIf(missing('tshark'))('tshark', () => {
  test('the traces of all scripts in one capture', () => {
    const traces = corpus().map((script) => playScript(parsed(script), { profile: script.profile }).trace);
    const files = traces.map((trace) => traceToPcap(trace));
    const capture = Buffer.concat([files[0]!, ...files.slice(1).map((file) => file.subarray(FILE_HEADER))]);
    const sent = traces.flatMap(({ records }) =>
      records.flatMap((record) => (record.type === 'transmit' ? [record.packet] : [])),
    );
    expect(sent.length).toBeGreaterThan(1_000);
    const read = dissect(capture);
    expect(read).toHaveLength(sent.length);
    const different = sent.flatMap((packet, index) => {
      const [ours, theirs] = [expected(packet), read[index]!];
      return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ packet: packet.identity, ours, theirs }];
    });
    expect(different).toEqual([]);
  });
});
