/** Captures damaged in any way: what is wrong has an octet inside the file, and what is left can be told and drawn. */
import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import {
  diagnose,
  ladderText,
  readPcap,
  tellStory,
  traceFromJson,
  traceFromPackets,
  traceToJson,
} from '../../src/index.ts';
import { checkCases } from '../../../../scripts/soak/cases.ts';
import { mutatedOctets } from '../../../../scripts/soak/mutations.ts';
import { PcapngWriter } from '../pcapng-files.ts';

const KERNEL = new URL('../../../simulator/test/kernel/', import.meta.url);
const CLASSIC = readdirSync(KERNEL)
  .filter((name) => name.endsWith('.pcap'))
  .map((name) => new Uint8Array(readFileSync(new URL(name, KERNEL))));

/** The same frames as pcapng, in both byte orders. */
function asPcapng(file: Uint8Array, index: number): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset);
  const writer = new PcapngWriter(index % 2 === 0).section().interface(view.getUint32(20, true));
  for (let at = 24; at < file.length;) {
    const length = view.getUint32(at + 8, true);
    const frame = file.subarray(at + 16, at + 16 + length);
    const units = view.getUint32(at, true) * 1_000_000 + view.getUint32(at + 4, true);
    writer.packet(frame, { units, original: view.getUint32(at + 12, true) });
    at += 16 + length;
  }
  return writer.file;
}

const FILES = [...CLASSIC, ...CLASSIC.map(asPcapng)];

test('every file is whole before it is damaged', () => {
  for (const file of FILES) expect(readPcap(file)).toMatchObject({ ok: true, skipped: [] });
});

test('damaged captures', () => {
  checkCases('pcap', mutatedOctets(FILES), (file) => {
    const read = readPcap(file);
    if (!read.ok) {
      expect(read.problem.offset).toBeGreaterThanOrEqual(0);
      expect(read.problem.offset).toBeLessThanOrEqual(file.length);
      expect(read.problem.wholeFrames).toBe(read.packets.length + read.skipped.length);
    }
    const trace = traceFromPackets(read.packets);
    const again = traceFromJson(traceToJson(trace));
    expect(again.ok ? isDeepStrictEqual(again.trace, trace) : again.problems).toBe(true);
    for (const { text } of diagnose(read.packets)) expect(text.en).toHaveLength(text['zh-Hans'].length);
    expect(ladderText(trace)).not.toContain('NaN');
    expect(tellStory(trace, 'zh-Hans').join('')).not.toContain('NaN');
    return read.ok ? 'accepted' : 'refused';
  });
});
