/** What a fresh clone meets: is Node new enough, is everything installed, and what do all the tests add up to. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockfileProblems } from '../check-lockfile.mjs';
import { findChromium } from '../find-chromium.mjs';
import { difference } from '../setup/install.mjs';
import { collect, summaryLine } from '../setup/results.mjs';
import { ROOT } from '../setup/run.mjs';
import { serveSite } from '../serve-site.mjs';
import { askedPort, listen } from '../setup/site.mjs';

let root;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'lastack-house-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path, value) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof value === 'string' ? value : JSON.stringify(value));
}

describe('setup.mjs', () => {
  test('an old Node gets one sentence and exit code 3', () => {
    // The real file, in a process that believes it is Node 18.
    const pretend = join(root, 'pretend.cjs');
    writeFileSync(
      pretend,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });`,
    );
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ['--require', pretend, join(ROOT, 'scripts/setup.mjs'), 'test'],
      { encoding: 'utf8' },
    );
    expect(status).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/needs Node\.js 20\.19 or newer/);
  });

  test('its own syntax is no newer than Node 12 parses (dynamic import is its newest)', async () => {
    const { transformSync } = await import('esbuild');
    for (const file of ['scripts/setup.mjs', 'packages/cli/bin/lastack.js']) {
      const source = readFileSync(join(ROOT, file), 'utf8');
      // esbuild rewrites whatever the target does not know: nothing rewritten means nothing too new.
      const plain = transformSync(source, { target: 'esnext', format: 'esm' }).code;
      expect(transformSync(source, { target: 'node12.20', format: 'esm' }).code, file).toBe(plain);
      expect(source, file).not.toMatch(/^import .*'node:/m);
    }
  });

  test('an unknown command is exit code 2', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/setup.mjs'), 'tset'], {
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^setup: no command "tset"\. There are: .*test/);
  });
});

describe('is everything installed?', () => {
  const lock = {
    packages: {
      '': {},
      'packages/a': { version: '1.0.0', bin: { a: 'bin/a.js' } },
      // In the lockfile, and not in this clone.
      'node_modules/gone': { resolved: 'packages/gone', link: true },
      'node_modules/a': { resolved: 'packages/a', link: true },
      'node_modules/x': { version: '1.0.0', integrity: 'sha512-x' },
      'node_modules/x-darwin': { version: '1.0.0', integrity: 'sha512-d', optional: true },
    },
  };
  const installed = { packages: { 'node_modules/x': { version: '1.0.0', integrity: 'sha512-x' } } };

  test('yes: another machine’s optional binaries are not missed', () => {
    write('package-lock.json', lock);
    write('node_modules/.package-lock.json', installed);
    write('packages/a/package.json', {});
    write('node_modules/a/package.json', {});
    write('node_modules/.bin/a', '');
    expect(difference(root)).toBe(null);
  });

  test('no: nothing there, another version, or a workspace that is not linked', () => {
    write('package-lock.json', lock);
    expect(difference(root)).toBe('nothing is installed yet');
    write('node_modules/.package-lock.json', installed);
    mkdirSync(join(root, 'packages/a'), { recursive: true });
    expect(difference(root)).toBe('node_modules/a is not linked');
    write('node_modules/a/package.json', {});
    expect(difference(root)).toBe('node_modules/.bin/a is not linked');
    write('node_modules/.bin/a', '');
    write('node_modules/.package-lock.json', {
      packages: { 'node_modules/x': { version: '0.9.0', integrity: 'sha512-o' } },
    });
    expect(difference(root)).toBe('node_modules/x differs');
  });
});

describe('the sum of all results', () => {
  const vitest = (passed, failed, files = []) => ({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: files,
  });

  beforeEach(() => {
    write('packages/tcp/package.json', { scripts: { test: 'vitest run' } });
    write('scripts/test-results/vitest.json', vitest(1, 0));
    write('packages/cli/test-results/verify.json', { passed: 10, failed: 0, skipped: 0 });
    write('docs/test-results/playwright.json', {
      stats: { expected: 4, unexpected: 0, flaky: 1, skipped: 2 },
      errors: [],
    });
  });

  test('packages, verify and browser are added up', () => {
    write('packages/tcp/test-results/vitest.json', vitest(100, 1));
    expect(summaryLine(collect(root))).toBe('116 passed, 1 failed, 2 skipped');
  });

  test('each failure that a report counts is named, in one line', () => {
    const failed = {
      status: 'failed',
      fullName: 'RFC 9293 the close',
      failureMessages: ['1 is not 2\n  at close.ts:1'],
    };
    write('packages/tcp/test-results/vitest.json', vitest(3, 1, [{ status: 'failed', assertionResults: [failed] }]));
    const problem = { file: 'exercises/01/src/a.ts', line: 2, text: { en: 'the starter passes', 'zh-Hans': '' } };
    write('packages/cli/test-results/verify.json', { passed: 9, failed: 1, skipped: 0, problems: [problem] });
    write('docs/test-results/playwright.json', {
      stats: { expected: 4, unexpected: 1, flaky: 0, skipped: 0 },
      errors: [],
      suites: [{ suites: [{ specs: [{ ok: false, file: 'a.spec.ts', line: 7, title: 'the page' }, { ok: true }] }] }],
    });
    expect(collect(root).failures).toEqual([
      'packages/tcp: RFC 9293 the close: 1 is not 2',
      'exercises (verify): exercises/01/src/a.ts:2 the starter passes',
      'the site (browser): a.spec.ts:7 the page',
    ]);
  });

  test('a package that left no results is a failure', () => {
    expect(summaryLine(collect(root))).toBe('16 passed, 1 failed, 2 skipped');
  });

  test('a test file that cannot be loaded is a failure', () => {
    write('packages/tcp/test-results/vitest.json', vitest(3, 0, [{ status: 'failed', assertionResults: [] }]));
    expect(summaryLine(collect(root))).toBe('19 passed, 1 failed, 2 skipped');
  });

  test('a browser run that broke before its first test is a failure', () => {
    write('packages/tcp/test-results/vitest.json', vitest(0, 0));
    write('docs/test-results/playwright.json', {
      stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
      errors: [{ message: 'no server' }],
    });
    expect(summaryLine(collect(root))).toBe('11 passed, 1 failed');
  });
});

describe('npm start', () => {
  const serve = (port) => serveSite(join(root, 'site'), port);

  test('a port that was asked for and is taken is refused; without one, the next free is found', async () => {
    const first = await serve(0);
    const port = Number(new URL(first.url).port);
    await expect(listen(serve, port)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(`Port ${port} is taken`),
    });
    const unasked = await listen((wanted) => serve(wanted === 3000 ? port : 0), null);
    expect(unasked.url).not.toBe(first.url);
    await Promise.all([first.close(), unasked.close()]);
  });

  test('--port before PORT; both must be ports', () => {
    expect(askedPort([], {})).toBe(null);
    expect(askedPort([], { PORT: '4000' })).toBe(4000);
    expect(askedPort(['--port', '0'], { PORT: '4000' })).toBe(0);
    for (const wrong of ['http', '65536', '-1', undefined])
      expect(() => askedPort(['--port', wrong], {})).toThrow('is not a port');
  });

  test('pages are folders with an index; what is not there is 404', async () => {
    write('site/index.html', 'home');
    write('site/time-wait/index.html', 'lesson');
    const { url, close } = await serve(0);
    const get = async (path) => {
      const response = await fetch(`${url}${path}`);
      return [response.status, await response.text()];
    };
    expect(await get('')).toEqual([200, 'home']);
    expect(await get('time-wait/')).toEqual([200, 'lesson']);
    expect(await get('time-wait')).toEqual([200, 'lesson']);
    expect((await get('none/'))[0]).toBe(404);
    await close();
  });
});

describe('find-chromium', () => {
  test('CHROMIUM_PATH is taken at its word, also when it says "none"', () => {
    write('chrome', '');
    expect(findChromium({ CHROMIUM_PATH: join(root, 'chrome') })).toBe(join(root, 'chrome'));
    expect(findChromium({ CHROMIUM_PATH: '' })).toBe(null);
    expect(findChromium({ CHROMIUM_PATH: join(root, 'none') })).toBe(null);
  });
});

describe('package-lock.json', () => {
  test('ours serves every machine', () => {
    expect(lockfileProblems(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')))).toEqual([]);
  });

  test('a missing binary and a registry’s address are found', () => {
    const packages = {
      'node_modules/turbo': { optionalDependencies: { '@turbo/linux-64': '1', '@turbo/darwin-64': '1' } },
      'node_modules/turbo/node_modules/@turbo/linux-64': {},
      'node_modules/x': { resolved: 'https://registry.example/x.tgz' },
    };
    expect(lockfileProblems({ packages })).toEqual([
      expect.stringContaining('@turbo/darwin-64'),
      expect.stringContaining('node_modules/x has a "resolved" address'),
    ]);
  });
});
