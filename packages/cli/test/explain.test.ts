/** `lastack explain`: captures of a real Linux, whole and damaged. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHINESE, lastack } from './lastack.ts';

/** The last ACK is lost for 1.6 s: the FIN comes six times. */
const LOST = fileURLToPath(new URL('../examples/lost-last-ack.pcap', import.meta.url));
const SIX = fileURLToPath(new URL('captures/six-connections.pcap', import.meta.url));

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lastack-explain-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const explain = (args: readonly string[], env = {}) => lastack(['explain', ...args], { cwd: folder, env });

describe('a capture', () => {
  test('one connection: the list, its ladder with inferred states, its diagnosis', () => {
    const { code, out, err } = explain([LOST]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^# {2}CONNECTION +SEGMENTS +CLOSED FIRST +ENDING\n1 {2}10\.99\.12\.1:44668 → 10\.99\.12\.2:8800 +12 +A +closed\n/,
    );
    expect(out).toMatch(/FIN,ACK seq=1 ack=2 len=0 #6/);
    expect(out).toMatch(/│ LAST-ACK\n/);
    expect(out).toMatch(/• A FIN was sent again 5 times/);
  });

  test('in Chinese', () => {
    const { out } = explain([LOST], CHINESE);
    expect(out).toMatch(/^# {2}连接 .*先关闭 +结局\n/);
    expect(out).toContain('• A 先关闭');
  });

  test('several: listed, and one is drawn by its number or by its ends, either first', () => {
    const all = explain([SIX]).out;
    expect(all).toContain('6 connections: --connection N draws one');
    expect(all).not.toContain('│');
    const byNumber = explain([SIX, '--connection', '5']).out;
    expect(byNumber).toContain('│');
    expect(explain([SIX, '--connection', '10.99.11.1:52782-10.99.11.2:8710']).out).toBe(byNumber);
    expect(explain([SIX, '--connection', '10.99.11.2:8710-10.99.11.1:52782']).out).toBe(byNumber);
  });

  test('--json: the facts of each connection and both languages; --svg: one picture', () => {
    const printed = JSON.parse(explain([LOST, '--json', '--svg', 'ladder.svg']).out) as object;
    expect(printed).toMatchObject({
      packets: 12,
      problem: null,
      connections: [
        { number: 1, closedFirst: 'A', ending: 'closed', repeatedFins: 5, text: { en: expect.any(Array) } },
      ],
    });
    expect(readFileSync(join(folder, 'ladder.svg'), 'utf8')).toMatch(/^<svg [\s\S]*LAST-ACK[\s\S]*<\/svg>\s*$/);
  });
});

describe('what cannot be explained', () => {
  test('a capture that was cut off: its beginning is, then the octet at which it ends; exit code 2', () => {
    writeFileSync(join(folder, 'cut.pcap'), readFileSync(LOST).subarray(0, 300));
    const { code, out, err } = explain(['cut.pcap']);
    expect(code).toBe(2);
    expect(out).toContain('SYN seq=0');
    expect(err).toMatch(/^lastack: cut\.pcap: octet 286: .*frame 4.*\n$/);
    expect(explain(['cut.pcap'], CHINESE).err).toMatch(/^lastack: cut\.pcap: 第 286 个八位组: 第 4 帧.*。.*。\n$/);
  });

  test('no capture at all, no file, no such connection, a picture of many', () => {
    writeFileSync(join(folder, 'notes.pcap'), 'hello, world');
    expect(explain(['notes.pcap'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^lastack: notes\.pcap: octet 0: /),
    });
    expect(explain(['none.pcap'])).toMatchObject({ code: 2, err: expect.stringContaining('there is no such file') });
    for (const word of ['7', '0', '10.0.0.1:1-10.0.0.2:2', 'first'])
      expect(explain([SIX, '--connection', word])).toMatchObject({
        code: 2,
        err: `lastack: no connection "${word}": give a number from 1 to 6, or both ends as addr:port-addr:port.\n`,
      });
    expect(explain([SIX, '--svg', 'all.svg'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--connection N'),
    });
  });
});
