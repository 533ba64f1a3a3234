/** `npm run soak`: what may be asked, and what is added up. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { allParts, chosen, ordersOf, soak, table } from '../soak/main.mjs';
import { outcomeOf } from '../soak/part.mjs';

describe('what may be asked', () => {
  test('nothing: every part, its own number of cases', () => {
    expect(ordersOf([])).toMatchObject({ only: [], cases: null, seed: 9_293, minutes: 120 });
  });

  test.each([
    [['--cases', 'many'], /--cases many: give a whole number/],
    [['--minutes', '0'], /--minutes 0/],
    [['--every'], /--only NAME/],
  ])('%j is refused with the usage, exit code 2', (args, message) => {
    expect(() => ordersOf(args)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringMatching(message) }),
    );
  });

  test('a part that does not exist: the names of those that do', async () => {
    const parts = await allParts();
    expect(() => chosen(parts, ['nothing'])).toThrow(/no part "nothing"\. There are: .*events/);
    expect(chosen(parts, ['events']).map(({ name }) => name)).toEqual(['events']);
  });

  test('every part has a name of its own, and says what it is about', async () => {
    const parts = await allParts();
    expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
    for (const { about } of parts) expect(about).not.toBe('');
  });
});

describe('what is added up', () => {
  const line = { name: 'pkt', tried: 100, accepted: 40, failed: false, seed: 1, slowest: { ms: 3, at: 7 } };

  test('cases that were tried, and tests without cases', () => {
    const outcome = outcomeOf([line], { passed: 3, failed: 0 });
    expect(outcome).toMatchObject({ cases: 102, passed: 102, failed: 0 });
    expect(outcome.notes).toEqual(['pkt: 40 of 100 accepted; the slowest, number 7, took 3 ms']);
  });

  test('a run that ended early has tried fewer, and has failed', () => {
    expect(outcomeOf([{ ...line, tried: 8, failed: true }], { passed: 0, failed: 1 })).toMatchObject({
      cases: 8,
      passed: 7,
      failed: 1,
    });
  });

  test('nothing at all was tried', () => {
    expect(outcomeOf([], { passed: 0, failed: 1 })).toMatchObject({ cases: 1, passed: 0, failed: 1 });
  });

  test('the table, and the notes under it', () => {
    const result = { part: 'pkt', cases: 100, seed: 1, passed: 99, failed: 1, seconds: 12, notes: ['as said'] };
    expect(table([result]).split('\n')).toEqual([
      'part  cases  seed  passed  failed  seconds',
      'pkt     100     1      99       1       12',
      '',
      '  pkt: as said',
    ]);
  });
});

describe('a part, really run', () => {
  let box;
  beforeEach(() => (box = mkdtempSync(join(tmpdir(), 'lastack-soak-test-'))));
  afterEach(() => {
    rmSync(box, { recursive: true, force: true });
    vi.restoreAllMocks();
  });

  test('the summary holds what was counted', async () => {
    vi.spyOn(console, 'log').mockReturnValue(undefined);
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    const out = join(box, 'soak.json');
    expect(await soak(['--only', 'packets', '--cases', '50', '--seed', '7', '--out', out])).toBe(0);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      version: 1,
      passed: 50,
      failed: 0,
      parts: [{ part: 'packets', cases: 50, seed: 7, passed: 50, failed: 0 }],
    });
  });
});
