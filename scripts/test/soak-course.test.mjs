/** The parts of the soak that judge the course: what they count, and both really run on a course of two exercises. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../setup/run.mjs';
import places, { outcomeOf as ofPlaces } from '../soak/parts/places.mjs';
import programs, { outcomeOf as ofPrograms, underLoad } from '../soak/parts/programs.mjs';

const SMALL_COURSE = join(ROOT, 'packages/grader/test/fixtures');
const order = { seed: 1, milliseconds: 300_000, root: SMALL_COURSE };
const notChecked = (notes) => notes.filter((note) => note.includes('NOT CHECKED')).length;

describe('places', () => {
  const report = {
    passed: 2,
    failed: 1,
    skipped: 0,
    places: [
      { place: 'terminal', checked: true },
      { place: 'os', checked: true },
    ],
    runs: [{ place: 'terminal' }, { place: 'terminal' }, { place: 'os' }],
    problems: [{ file: 'solutions/08/a.ts', line: 1, text: { en: 'the terminal says passed, os says failed' } }],
  };

  test('a case is one answer in one place; what is wrong is named', () => {
    expect(ofPlaces('08', report)).toEqual({
      cases: 3,
      passed: 2,
      failed: 1,
      notes: ['08: 2 terminal, 1 os; 1 wrong', '  solutions/08/a.ts:1 the terminal says passed, os says failed'],
    });
  });

  test('a place that this machine lacks has failed', () => {
    const lack = { place: 'browser', checked: false, why: { en: 'There is no Chromium' }, command: 'install one' };
    const lacking = { ...report, failed: 0, skipped: 1, places: [...report.places, lack], problems: [] };
    expect(ofPlaces('08', lacking)).toMatchObject({ cases: 3, failed: 1 });
    expect(ofPlaces('08', lacking).notes).toContain(
      '  NOT CHECKED: browser: There is no Chromium. To mend it: install one',
    );
  });

  test('of many problems the first are named, and the rest counted', () => {
    const many = { ...report, problems: Array.from({ length: 7 }, () => report.problems[0]) };
    expect(ofPlaces('08', many).notes).toHaveLength(7);
    expect(ofPlaces('08', many).notes.at(-1)).toBe('  and 2 more');
  });

  test('no exercise is begun after --cases: the first one, whole', async () => {
    const said = [];
    const outcome = await places.run({ ...order, cases: 1, say: (line) => said.push(line) });
    expect(outcome.notes[0]).toMatch(/^90-next-number: 5 terminal, /);
    expect(outcome.passed).toBeGreaterThanOrEqual(10);
    expect(outcome.failed).toBe(notChecked(outcome.notes));
    expect(said[0]).toMatch(/^soak: places: 90-next-number: .*; \d+ s$/);
  }, 300_000);

  test('an exercise whose time was over has failed', async () => {
    const outcome = await places.run({ ...order, cases: null, milliseconds: 1, say() {} });
    expect(outcome).toMatchObject({ cases: 1, passed: 0, failed: 1 });
    expect(outcome.notes).toEqual(['90-next-number: ended: the time was over']);
  });
});

describe('programs', () => {
  const right = { file: 'solutions/06/a.ts', place: 'terminal', wrong: null };

  test('each verdict is a case; one that changed is named', () => {
    const runs = [
      right,
      { ...right, place: 'os', wrong: 'must pass, but: failed' },
      { ...right, file: 'solutions/06/mutants/b.ts' },
    ];
    expect(ofPrograms('06', runs, true)).toEqual({
      cases: 3,
      passed: 2,
      failed: 1,
      notes: ['06: 2 terminal, 1 os, 1 of them mutants; 1 wrong', '  solutions/06/a.ts (os): must pass, but: failed'],
    });
  });

  test('a run that ended early has failed, however many passed', () => {
    expect(ofPrograms('06', [right], false)).toMatchObject({ cases: 2, passed: 1, failed: 1 });
  });

  test('right answers pass in turn, and a mutant fails where its header says', async () => {
    const outcome = await programs.run({ ...order, cases: 1, say() {} });
    expect(outcome.notes[0]).toMatch(/^91-echo: .* 1 of them mutants/);
    expect(outcome.passed).toBe(2);
    expect(outcome.failed).toBe(notChecked(outcome.notes));
  }, 300_000);

  test('the load ends with the work, also with work that fails', async () => {
    const busy = [];
    await expect(
      underLoad(60_000, async (children) => {
        busy.push(...children);
        expect(children.every(({ exitCode, signalCode }) => exitCode === null && signalCode === null)).toBe(true);
        throw new Error('as it must');
      }),
    ).rejects.toThrow('as it must');
    expect(busy).toHaveLength(2);
    expect(busy.every(({ killed }) => killed)).toBe(true);
  });
});
