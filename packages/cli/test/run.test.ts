/** `lastack run`: scenarios and packetdrill scripts, good and bad. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHINESE, lastack } from './lastack.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const LOST_LAST_ACK = fileURLToPath(new URL('../examples/lost-last-ack.json', import.meta.url));

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lastack-run-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
const run = (args: readonly string[], env = {}) => lastack(['run', ...args], { cwd: folder, env });

const CLOSE = {
  version: 1,
  title: 'A closes',
  hosts: { A: {}, B: {} },
  script: [
    { at: 0, host: 'B', call: 'listen', socket: 'l', port: 80 },
    { at: 0, host: 'B', call: 'accept', socket: 'l', as: 'c' },
    { at: 0, host: 'A', call: 'connect', socket: 's', to: 'B', port: 80 },
    { at: 100, host: 'A', call: 'close', socket: 's' },
    { at: 200, host: 'B', call: 'close', socket: 'c' },
  ],
};

describe('a scenario', () => {
  test('is drawn as a ladder: the FIN that was not acknowledged comes again, and 2 MSL start again', () => {
    const { code, out, err } = run([LOST_LAST_ACK]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^The last ACK is lost\n\n/);
    expect(out).toMatch(/ACK seq=2 ack=2 len=0 ──✗ lost/);
    expect(out).toMatch(/FIN,ACK seq=1 ack=2 len=0 #2/);
    expect(out).toMatch(/2 MSL again: 60 s/);
  });

  test('is told as a story, in the language of the reader', () => {
    expect(run([LOST_LAST_ACK, '--story']).out).toContain('TIME-WAIT');
    const chinese = run([LOST_LAST_ACK, '--story'], CHINESE).out;
    expect(chinese).toMatch(/进入 TIME-WAIT/);
    expect(chinese).not.toContain('│');
  });

  test('--ladder --story: both; --svg: a picture; --json: the trace', () => {
    write('close.json', JSON.stringify(CLOSE));
    const both = run(['close.json', '--ladder', '--story', '--svg', 'close.svg']).out;
    expect(both).toContain('│');
    expect(both).toContain('FIN-WAIT-1');
    expect(readFileSync(join(folder, 'close.svg'), 'utf8')).toMatch(/^<svg [\s\S]*TIME-WAIT[\s\S]*<\/svg>\s*$/);
    const { files } = JSON.parse(run(['close.json', '--json']).out) as {
      files: { file: string; trace: { hosts: object[] } }[];
    };
    expect(files.map(({ file, trace }) => [file, trace.hosts.length])).toEqual([['close.json', 2]]);
  });

  test('--profile: every host of one kind', () => {
    write('close.json', JSON.stringify(CLOSE));
    const profiles = (args: string[]) => {
      const { files } = JSON.parse(run(['close.json', '--json', ...args]).out) as {
        files: { trace: { hosts: { profile: string }[] } }[];
      };
      return files[0]?.trace.hosts.map(({ profile }) => profile);
    };
    expect(profiles(['--profile', 'freebsd'])).toEqual(['freebsd', 'freebsd']);
    expect(run(['close.json', '--profile', 'windows'])).toMatchObject({
      code: 2,
      err: 'lastack: no profile "windows". There are: rfc9293, linux, freebsd.\n',
    });
  });
});

describe('a scenario that is none', () => {
  test('a typo: file:line:column, what, and what to do', () => {
    write('typo.json', JSON.stringify(CLOSE, null, 2).replace('"hosts"', '"host"'));
    const { code, out, err } = run(['typo.json']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^lastack: typo\.json:\d+:\d+: .*host/);
    expect(err).not.toMatch(/^\s+at /m);
  });

  test('broken JSON has its place', () => {
    write('broken.json', '{\n  "version": 1,\n  "hosts": {,}\n}\n');
    expect(run(['broken.json'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^lastack: broken\.json:3:\d+: /),
    });
  });

  test('all files are read before the first is run', () => {
    write('good.json', JSON.stringify(CLOSE));
    write('typo.json', '{}');
    expect(run(['good.json', 'typo.json'])).toMatchObject({ code: 2, out: '' });
  });

  test('no such file, a file of another kind, a folder with nothing in it', () => {
    write('notes.txt', '');
    mkdirSync(join(folder, 'empty'));
    expect(run(['none.json'])).toEqual({
      code: 2,
      out: '',
      err: 'lastack: none.json: there is no such file. Check the path.\n',
    });
    expect(run(['none.json'], CHINESE).err).toBe('lastack: none.json：没有这个文件。请检查路径。\n');
    expect(run(['notes.txt'])).toMatchObject({ code: 2, err: expect.stringMatching(/neither a scenario/) });
    expect(run(['empty'])).toMatchObject({ code: 2, err: expect.stringMatching(/in this folder/) });
  });
});

const REFUSES = `0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0...0.1 connect(3, ..., ...) = -1 ECONNREFUSED (Connection refused)
+0 > S 0:0(0) <...>
+0.1 < R. 0:0(0) ack 1 win 0
`;

describe('packetdrill scripts', () => {
  test('one that holds: exit code 0', () => {
    write('refused.pkt', REFUSES);
    expect(run(['refused.pkt'])).toEqual({
      code: 0,
      err: '',
      out: 'TAP version 14\n1..1\nok 1 - refused.pkt\n1 passed, 0 failed\n',
    });
  });

  test('one that does not: exit code 1, the place, both packets, the ladder with the one in place of the other', () => {
    write('silent.pkt', REFUSES.replace('> S 0:0(0) <...>', '> F 0:0(0) <...>'));
    const { code, out } = run(['silent.pkt']);
    expect(code).toBe(1);
    expect(out).toContain(`not ok 1 - silent.pkt
  ---
  at: silent.pkt:3:1
  message: 'this packet differs in flags, seq'
  script:   '+0 > F 0:0(0) <...>'
  expected: '> F 0:0(0) <...>'
  got:      '> S `);
    expect(out).toContain('differs: [flags, seq]\n  ladder: |\n');
    expect(out).toMatch(/✗ +├─+ SYN seq=0 len=0 ─+╮ +│\n +expected > F 0:0\(0\) <\.\.\.>/);
    expect(out).toMatch(/\n {2}\.\.\.\n0 passed, 1 failed\n$/);
  });

  test('in Chinese, as wide as it must be', () => {
    write('silent.pkt', REFUSES.replace('> S 0:0(0) <...>', '> F 0:0(0) <...>'));
    expect(run(['silent.pkt'], CHINESE).out).toContain('应当是 > F 0:0(0) <...>');
  });

  test('--strict: a packet after the last expected one fails too', () => {
    const chatty = REFUSES.split('\n')
      .slice(0, 2)
      .join('\n')
      .replace('-1 ECONNREFUSED (Connection refused)', '-1 EINPROGRESS');
    write(
      'chatty.pkt',
      `${chatty.replace('+0...0.1 ', '+0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0\n+0 ').replace('EINPROGRESS', 'EINPROGRESS (Operation now in progress)')}\n`,
    );
    expect(run(['chatty.pkt'])).toMatchObject({ code: 0, out: expect.stringContaining('\n1 passed, 0 failed\n') });
    const strict = run(['chatty.pkt', '--strict']);
    expect(strict.code).toBe(1);
    expect(strict.out).toMatch(/\n0 passed, 1 failed\n$/);
  });

  test('a folder: a line each; what cannot be read fails with its place; what is no scenario is said', () => {
    write('scripts/a.pkt', REFUSES);
    write('scripts/b.pkt', '0 socket(\n');
    write('scripts/deep/c.json', JSON.stringify(CLOSE));
    write('scripts/d.json', JSON.stringify(CLOSE).replace('"port"', '"prot"'));
    write('scripts/package.json', '{}');
    const { code, out, err } = run(['scripts']);
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(
      /^TAP version 14\n1\.\.4\n# not a scenario, not run: scripts\/package\.json\nok 1 - scripts\/a\.pkt\nnot ok 2 - scripts\/b\.pkt\n/,
    );
    expect(out).toMatch(/- at: scripts\/b\.pkt:\d+:\d+\n/);
    expect(out).toMatch(/\nnot ok 3 - scripts\/d\.json\n[^]*- at: scripts\/d\.json:1:\d+\n/);
    expect(out).toMatch(/\nok 4 - scripts\/deep\/c\.json\n2 passed, 2 failed\n$/);
  });

  test('--json: the sums, then each file; one file brings its trace', () => {
    write('a.pkt', REFUSES);
    write('b.pkt', REFUSES.replace('> S 0:0', '> F 0:0'));
    write('c.pkt', '0 socket(\n');
    const all = run(['.', '--json']);
    expect(all.code).toBe(1);
    expect(JSON.parse(all.out)).toMatchObject({
      passed: 1,
      failed: 2,
      files: [
        { kind: 'script', file: 'a.pkt', outcome: 'passed', failure: null },
        {
          kind: 'script',
          file: 'b.pkt',
          outcome: 'failed',
          failure: { kind: 'packet', line: 3, fields: ['flags', 'seq'] },
        },
        {
          kind: 'script',
          file: 'c.pkt',
          outcome: 'unreadable',
          problems: expect.arrayContaining([expect.objectContaining({ file: 'c.pkt', line: expect.any(Number) })]),
        },
      ],
    });
    const { files } = JSON.parse(run(['a.pkt', '--json']).out) as { files: { trace: { records: object[] } }[] };
    expect(files[0]?.trace.records.length).toBeGreaterThan(0);
  });

  test('--pcap: a capture that explain reads; --svg and --pcap are of one file', () => {
    write('refused.pkt', REFUSES);
    expect(run(['refused.pkt', '--pcap', 'refused.pcap', '--svg', 'refused.svg']).code).toBe(0);
    expect(lastack(['explain', 'refused.pcap'], { cwd: folder }).out).toMatch(/ reset\n/);
    expect(readFileSync(join(folder, 'refused.svg'), 'utf8')).toMatch(/^<svg /);
    write('second.pkt', REFUSES);
    expect(run(['.', '--pcap', 'x.pcap'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('--pcap writes one file'),
    });
  });

  test('--ladder draws what passed as well', () => {
    write('refused.pkt', REFUSES);
    expect(run(['refused.pkt', '--ladder']).out).toMatch(/ok 1 - refused\.pkt\n +kernel/);
  });
});

test.each([
  ['README.md', {}],
  ['README.zh-Hans.md', CHINESE],
])('%s shows what the command draws', (file, env) => {
  const shown = /<!-- ladder:[^\n]*\n```\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, file), 'utf8'))?.[1];
  const { out } = lastack(['run', 'packages/cli/examples/lost-last-ack.json'], { cwd: ROOT, env });
  expect(shown, 'npm run readme draws it anew').toBe(out.split('\n').slice(2).join('\n'));
});
