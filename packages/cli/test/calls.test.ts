/** How the command is called: what is wrong is one line with what to do, in the reader's language, and exit code 2. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { width } from '../src/columns.ts';
import { COMMANDS } from '../src/commands.ts';
import { BIN, CHINESE, COURSE, ENGLISH, lastack } from './lastack.ts';

describe('help and version', () => {
  test.each([ENGLISH, CHINESE])('--help names every command, $LANG', (env) => {
    const { code, out, err } = lastack(['--help'], { env });
    expect([code, err]).toEqual([0, '']);
    for (const { name } of COMMANDS) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
    for (const line of out.split('\n')) expect(width(line), line).toBeLessThanOrEqual(80);
    expect(out).toContain(env === CHINESE ? '退出码' : 'Exit codes');
  });

  test.each(COMMANDS.map(({ name }) => name))('%s --help names every option, in both languages', (name) => {
    const command = COMMANDS.find((each) => each.name === name);
    for (const [env, language] of [
      [ENGLISH, 'en'],
      [CHINESE, 'zh-Hans'],
    ] as const) {
      const { code, out } = lastack([name, '--help'], { env });
      expect(code).toBe(0);
      for (const line of out.split('\n')) expect(width(line), line).toBeLessThanOrEqual(80);
      expect(out.replace(/\n\s*/g, language === 'en' ? ' ' : '')).toContain(command?.about[language]);
      for (const [option, { about }] of Object.entries(command?.options ?? {}))
        expect(out).toMatch(new RegExp(`--${option}.*${about[language].slice(0, 8).replace(/[()]/g, '.')}`));
    }
  });

  test('--version is the version of the package', () => {
    expect(lastack(['--version'])).toEqual({ code: 0, out: '0.1.0\n', err: '' });
  });
});

test('a reader that goes away, as in `lastack list | head -1`, is no error: nothing is said', async () => {
  const child = spawn(process.execPath, [BIN, 'list'], { cwd: COURSE, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  expect([code, said]).toEqual([0, '']);
});

describe('what is wrong with a call', () => {
  test.each([
    [['tets'], /^lastack: no command "tets"\. Did you mean lastack test\? There are: /],
    [['wach'], /^lastack: no command "wach"\. Did you mean lastack watch\?/],
    [['list', '--jsn'], /^lastack: "list" has no option --jsn\. Did you mean --json\? See: lastack list --help/],
    [['list', '--json=yes'], /^lastack: --json takes no value\./],
    [['list', 'all'], /^lastack: "list" does not know what to do with "all"\./],
    [['run'], /^lastack: "run" needs FILE…\./],
    [['grade', '--out', 'x'], /^lastack: "grade" needs SUBMISSIONS\./],
    [['run', 'a.json', '--svg'], /^lastack: --svg needs a value: --svg F/],
  ])('%j', (args, message) => {
    const { code, out, err } = lastack(args);
    expect(err).toMatch(message);
    expect([code, out, err.trim().split('\n').length]).toEqual([2, '', 1]);
  });

  test('in Chinese too', () => {
    expect(lastack(['tets'], { env: CHINESE })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^lastack: 没有命令“tets”。是不是 lastack test？现有：/),
    });
  });
});

describe('the language', () => {
  const speaks = (env: NodeJS.ProcessEnv) => (lastack(['--help'], { env }).out.includes('退出码') ? 'zh-Hans' : 'en');

  test('LASTACK_LANG before LC_ALL before LC_MESSAGES before LANG', () => {
    expect(speaks({ LANG: 'zh_CN.UTF-8' })).toBe('zh-Hans');
    expect(speaks({ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' })).toBe('en');
    expect(speaks({ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'en_GB.UTF-8', LC_ALL: 'zh_CN.UTF-8' })).toBe('zh-Hans');
    expect(speaks({ LC_ALL: 'zh_CN.UTF-8', LASTACK_LANG: 'en' })).toBe('en');
    expect(speaks({ LANG: 'de_DE.UTF-8', LASTACK_LANG: 'zh-Hans' })).toBe('zh-Hans');
  });
});

describe('the machine', () => {
  test('colours only where a person looks: none here, some when forced, none with NO_COLOR', () => {
    const coloured = (env: NodeJS.ProcessEnv) => lastack(['list'], { env }).out.includes('\u001b[');
    expect([coloured({}), coloured({ FORCE_COLOR: '1' }), coloured({ FORCE_COLOR: '1', NO_COLOR: '1' })]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('a Node that is too old gets one sentence and exit code 3', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lastack-old-'));
    const pretend = join(folder, 'pretend.cjs');
    writeFileSync(
      pretend,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '16.20.2' } });`,
    );
    const bin = fileURLToPath(new URL('../bin/lastack.js', import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', pretend, bin, 'list'], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^lastack: needs Node\.js 20\.19 or newer; this is v[\d.]+\.\nInstall/);
  });

  test('a folder without a course falls back on the course that came with the command', () => {
    const { code, err } = lastack(['list'], { cwd: tmpdir() });
    expect([code, err]).toEqual([0, '']);
  });
});
