/** Files of tcpdump and of Wireshark's tools, and our files in their hands. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dissect, expected, inFolder, missing, tool } from '../../../scripts/tshark.ts';
import { diagnose, ladderText, readPcap, traceFromPackets, traceToPcap, type PcapResult } from '../src/index.ts';
import { fourWayClose, lostLastAck, simultaneousClose } from './traces.ts';

const FOLDER = new URL('captures/', import.meta.url);
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.pcap'));
const octetsOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, FOLDER)));

function good(read: PcapResult): PcapResult & { ok: true } {
  if (!read.ok) throw new Error(`octet ${read.problem.offset}: ${read.problem.message.en}`);
  return read;
}

describe('what tcpdump wrote (captures/README.md)', () => {
  const LINKS: Readonly<Record<string, string>> = {
    'any-cooked-v1.pcap': 'LINUX_SLL',
    'any-cooked-v2.pcap': 'LINUX_SLL2',
    'raw-ip.pcap': 'RAW',
  };

  test.each(NAMES)('%s: every frame is read, and the close is understood', (name) => {
    const { packets, skipped, linkType } = good(readPcap(octetsOf(name)));
    expect(linkType).toBe(LINKS[name] ?? 'EN10MB');
    expect(skipped).toEqual([]);
    const [connection, ...others] = diagnose(packets);
    expect(others).toEqual([]);
    expect(connection).toMatchObject({ opened: 'in the capture', closedFirst: 'A', ending: 'closed', repeatedFins: 0 });
  });

  test('a snapshot length: numbers and lengths hold, and the checksums of what was cut are not judged', () => {
    const { packets } = good(readPcap(octetsOf('snap-length.pcap')));
    const texts = packets.filter(({ segment }) => segment.text.length > 0);
    expect(texts.map(({ segment, checksums }) => [segment.text.length, checksums])).toEqual([
      [100, 'unchecked'],
      [10, expect.any(String)],
    ]);
    expect(texts[0]!.segment.text.slice(0, 14)).toBe('x'.repeat(14));
  });

  test('nanoseconds become microseconds of the same moment', () => {
    const { packets } = good(readPcap(octetsOf('nanoseconds.pcap')));
    expect(packets.every(({ at }) => at > 1.7e15 && at < 4e15)).toBe(true);
    expect(packets.at(-1)!.at - packets[0]!.at).toBeLessThan(10_000_000);
  });

  test.each(['loopback.pcap', 'loopback-ipv6.pcap', 'any-cooked-v2.pcap'])(
    '%s: a host that speaks to itself has two lifelines, one for each port',
    (name) => {
      const { packets } = good(readPcap(octetsOf(name)));
      const trace = traceFromPackets(packets);
      expect(trace.hosts.map((host) => host.name)).toEqual(['A', 'B']);
      expect(new Set(trace.hosts.map(({ address }) => address)).size).toBe(1);
      const ladder = ladderText(trace);
      expect(ladder).toContain('TIME-WAIT');
      expect(ladder).toContain('LAST-ACK');
    },
  );
});

describe.skipIf(missing('tcpdump'))('tcpdump', () => {
  test.each([fourWayClose, lostLastAck])('reads our captures: each packet, each checksum correct (%o)', (make) => {
    const sent = make().records.filter(({ type }) => type === 'transmit');
    inFolder((folder) => {
      const file = join(folder, 'ours');
      writeFileSync(file, traceToPcap(make()));
      const said = tool('tcpdump', ['-nn', '-vv', '-r', file]);
      expect(said.match(/cksum 0x[0-9a-f]{4} \(correct\)/g)).toHaveLength(sent.length);
      expect(said).not.toMatch(/incorrect|bad/);
    });
  });
});

describe.skipIf(missing('tshark', 'editcap'))('tshark and editcap', () => {
  test.each(NAMES)('%s: tshark reads the same as we do', (name) => {
    const { packets } = good(readPcap(octetsOf(name)));
    // On loopback the card never computes the checksum; what was cut cannot be checked.
    const bare = (rows: readonly object[]): object[] => rows.map((row) => ({ ...row, verdict: '' }));
    expect(bare(dissect(octetsOf(name)))).toEqual(bare(packets.map(expected)));
  });

  test.each([fourWayClose, lostLastAck, simultaneousClose])(
    'our captures: good checksums, nothing malformed (%o)',
    (make) => {
      const sent = make().records.flatMap((record) => (record.type === 'transmit' ? [record.packet] : []));
      expect(dissect(traceToPcap(make()))).toEqual(sent.map(expected));
    },
  );

  test('a bad checksum is seen: the tests above can fail', () => {
    const file = traceToPcap(fourWayClose());
    const [first] = dissect(file.with(24 + 16 + 20 + 15, 1));
    expect(first).toMatchObject({ verdict: 'bad TCP checksum' });
  });

  const KINDS: readonly [kind: string, format: string][] = [
    ['pcapng', 'pcapng'],
    ['nsecpcap', 'pcap'],
    ['pcap', 'pcap'],
  ];
  test.each(KINDS)('editcap -F %s of every capture: the same packets', (kind, format) => {
    inFolder((folder) => {
      const out = join(folder, 'out');
      for (const name of NAMES) {
        tool('editcap', ['-F', kind, new URL(name, FOLDER).pathname, out]);
        const again = good(readPcap(new Uint8Array(readFileSync(out))));
        expect(again.format).toBe(format);
        expect(again.packets).toEqual(good(readPcap(octetsOf(name))).packets);
      }
    });
  });

  test('mergecap: interfaces of several link types in one pcapng', () => {
    inFolder((folder) => {
      const [ours, out] = [join(folder, 'ours'), join(folder, 'out')];
      writeFileSync(ours, traceToPcap(fourWayClose()));
      const theirs = ['loopback.pcap', 'any-cooked-v2.pcap'].map((name) => new URL(name, FOLDER).pathname);
      tool('mergecap', ['-F', 'pcapng', '-w', out, ours, ...theirs]);
      const { linkType, packets } = good(readPcap(new Uint8Array(readFileSync(out))));
      expect(linkType.split(', ').sort()).toEqual(['EN10MB', 'LINUX_SLL2', 'RAW']);
      expect(diagnose(packets)).toHaveLength(3);
    });
  });
});
