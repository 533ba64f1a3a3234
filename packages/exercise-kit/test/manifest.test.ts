/** exercise.json: what it may say, and where it is wrong. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, parseManifest } from '../src/index.ts';

const good = {
  id: '08-time-wait',
  title: { en: 'TIME-WAIT', 'zh-Hans': 'TIME-WAIT' },
  lesson: 'time-wait',
  objective: { en: 'Implement it.', 'zh-Hans': '实现它。' },
  minutes: 40,
  points: 3,
  weights: { 'clock > it starts': 1, 'clock > it ends': 2 },
  kind: 'function',
  subject: 'src/time-wait.ts',
  exports: ['timeWait'],
  places: ['terminal', 'browser', 'os', 'interpreter'],
  version: 1,
};
const parse = (change: object): ReturnType<typeof parseManifest> =>
  parseManifest(JSON.stringify({ ...good, ...change }, null, 2), 'exercise.json');
const problem = (change: object): string => {
  const result = parse(change);
  if (result.ok) return 'no problem';
  return result.problems.map((p) => `${p.line}:${p.column} ${p.message}`).join('\n');
};

describe('exercise.json', () => {
  test('a good one is read and frozen; limits have defaults', () => {
    const result = parse({});
    expect(result).toMatchObject({
      ok: true,
      manifest: { ...good, starterPasses: [], withoutLadder: [], limits: DEFAULT_LIMITS },
    });
    expect(result.ok && Object.isFrozen(result.manifest.weights)).toBe(true);
    expect(parse({ limits: { callMs: 50 } })).toMatchObject({ manifest: { limits: { callMs: 50, loadMs: 3_000 } } });
  });

  test.each<[string, object, string]>([
    ['weights that do not add up', { points: 4 }, '14:14 weights add up to 3, but points is 4'],
    ['a missing translation', { title: { en: 'x' } }, '3:12 title.zh-Hans is missing'],
    ['an unknown field', { point: 3 }, 'point is not a field of exercise.json'],
    ['another folder', { subject: '../x.ts' }, 'subject must look like src/time-wait.ts'],
    ['a name twice', { exports: ['a', 'a'] }, 'exports must not name a function twice'],
    ['no terminal', { places: ['os'] }, 'places must include "terminal"'],
    ['a program in the browser', { kind: 'program' }, 'a program cannot run in the place browser'],
    ['a test that nobody weighs', { starterPasses: ['x'] }, 'starterPasses names a test without a weight: x'],
    ['another id', { id: 'time-wait' }, 'id must look like 08-time-wait'],
    ['a limit without end', { limits: { callMs: 1e9 } }, 'limits.callMs'],
  ])('%s is told with its place', (_, change, says) => {
    expect(problem(change)).toContain(says);
    expect(problem(change)).toMatch(/^\d+:\d+ /);
  });

  test('broken JSON is told with its place, and never a stack', () => {
    expect(parseManifest('{\n  "id": 8,\n}', 'x/exercise.json')).toMatchObject({
      ok: false,
      problems: [{ file: 'x/exercise.json', line: 3, column: 1 }],
    });
  });
});
