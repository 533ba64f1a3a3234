/**
 * Every script of the corpus against the reference TCP, strictly. The verdicts are pinned: a script that is listed in
 * expected-failures.json must fail at its line and in its way, every other must pass.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { playScript } from '../src/index.ts';
import { corpus, EXPECTED_FAILURES, parsed } from './corpus.ts';

const scripts = corpus();

describe.each(['linux', 'rfc9293', 'freebsd'] as const)('%s', (profile) => {
  test.each(scripts.filter((script) => script.profile === profile))('$path', (script) => {
    const { ok, failure } = playScript(parsed(script), { profile, strict: true });
    const expected = EXPECTED_FAILURES[script.path];
    if (expected === undefined) {
      expect(
        ok,
        failure === null
          ? ''
          : `${failure.line}: ${failure.message}\n${failure.expected}\n${failure.got}\n${failure.ladder}`,
      ).toBe(true);
      return;
    }
    const verdict =
      failure === null ? 'passes now: take it out of expected-failures.json' : `${failure.line} ${failure.kind}`;
    expect(verdict, expected.reason).toBe(`${expected.line} ${expected.kind}`);
  });
});

test('every expected failure belongs to a script, and has a reason', () => {
  const paths = scripts.map(({ path }) => path);
  for (const [path, { reason }] of Object.entries(EXPECTED_FAILURES)) {
    expect(paths).toContain(path);
    expect(reason.length).toBeGreaterThan(20);
  }
});

test('every script names its authority', () => {
  const authority = /^\/\/ Authority: (Linux 6\.18|RFC \d+|FreeBSD|net\/ipv4)/m;
  expect(scripts.filter(({ text }) => !authority.test(text)).map(({ path }) => path)).toEqual([]);
});

/** What kernel/play.py said of each Linux script, on which kernel: `ok` and the hash of the script's text. */
interface Verdicts {
  readonly kernel: string;
  readonly played: Readonly<Record<string, string>>;
  /** Scripts that were not played, and why. */
  readonly notPlayed: Readonly<Record<string, string>>;
}

test('every Linux script stands as it was played on a real kernel, and passed there', () => {
  const verdicts = JSON.parse(readFileSync(new URL('../kernel/verdicts.json', import.meta.url), 'utf8')) as Verdicts;
  const { kernel, played, notPlayed } = verdicts;
  expect(kernel).toMatch(/^Linux 6\.18/);
  const doubtful = scripts.filter(
    ({ path, profile, hash }) => profile === 'linux' && !(path in notPlayed) && played[path] !== `ok ${hash}`,
  );
  expect(doubtful.map(({ path }) => path)).toEqual([]);
});
