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
    const { scenarios } = JSON.parse(run(['close.json', '--json']).out) as {
      scenarios: { file: string; trace: { hosts: object[] } }[];
    };
    expect(scenarios.map(({ file, trace }) => [file, trace.hosts.length])).toEqual([['close.json', 2]]);
  });

  test('--profile: every host of one kind', () => {
    write('close.json', JSON.stringify(CLOSE));
    const profiles = (args: string[]) => {
      const { scenarios } = JSON.parse(run(['close.json', '--json', ...args]).out) as {
        scenarios: { trace: { hosts: { profile: string }[] } }[];
      };
      return scenarios[0]?.trace.hosts.map(({ profile }) => profile);
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
    expect(run(['refused.pkt'])).toEqual({ code: 0, err: '', out: '✓ refused.pkt\n1 passed, 0 failed\n' });
  });

  test('one that does not: exit code 1, the place, both sides, the ladder', () => {
    write('silent.pkt', REFUSES.replace('> S 0:0(0) <...>', '> F 0:0(0) <...>'));
    const { code, out } = run(['silent.pkt']);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ silent\.pkt\n {2}silent\.pkt:3:\d+: /);
    expect(out).toMatch(/Expected .*F 0:0\(0\)/);
    expect(out).toMatch(/\n0 passed, 1 failed\n$/);
  });

  test('one that cannot be read fails too, and the call was wrong', () => {
    write('a.pkt', REFUSES);
    write('b.pkt', '0 socket(\n');
    const { code, out } = run(['.']);
    expect(code).toBe(2);
    expect(out).toMatch(/✓ a\.pkt\n✗ b\.pkt\n {2}b\.pkt:\d+:\d+: /);
    expect(out).toMatch(/\n1 passed, 1 failed\n$/);
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
