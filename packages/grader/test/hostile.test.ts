/** What submissions do to a grader: each gets its verdict in every place that can run it, and the same one in each. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Verdict } from '@lastack/exercise-kit';
import { openWarmRunner } from '@lastack/runner/node-worker';
import type { Exercise } from '../src/exercise.ts';
import { openTrustedFor, runExercise } from '../src/run-exercise.ts';
import { ALIKE } from './alike.ts';
import { HOSTILE } from './hostile.ts';
import { needsChromium } from './needs-chromium.ts';
import { needsOs } from './needs-os.ts';
import { fixture, sentences, SLOW, SOLUTION } from './places.ts';

const exercise = await fixture();
const os = await needsOs();
const chromium = needsChromium();
/** `watch`: a warm thread, as the learner's screen has it; its verdicts are the terminal's. */
const PLACES = ['terminal', 'os', 'interpreter', 'watch', 'browser'] as const;
type Where = (typeof PLACES)[number];
const CONFINED = ['terminal', 'os', 'interpreter'] as const;
const warm = Object.fromEntries(CONFINED.map((place) => [place, openTrustedFor(exercise, place)]));
const watch = await openWarmRunner(exercise);
afterAll(async () => {
  Object.values(warm).forEach((trusted) => trusted.close());
  await watch.close();
});

/** The exercise with other limits. */
function within(limits: Partial<Exercise['manifest']['limits']>): Exercise {
  const { manifest } = exercise;
  return { ...exercise, manifest: { ...manifest, limits: { ...manifest.limits, ...limits } } };
}

async function run(of: Exercise, source: string, place: Where): Promise<Verdict> {
  if (place === 'watch') {
    // The screen's thread knows one exercise, with its limits.
    const screen = of === exercise ? watch : await openWarmRunner(of);
    return screen.run({ source }).finally(() => (screen === watch ? undefined : screen.close()));
  }
  const trusted = warm[place];
  return runExercise(of, { source }, place, trusted ? { trusted } : {});
}

/** The verdicts of all these places. What was printed before a flood was stopped depends on when that was. */
async function judge(
  source: string,
  places: readonly Where[],
  of: Exercise = exercise,
): Promise<Omit<Verdict, 'place'>[]> {
  const verdicts = [];
  for (const place of places) {
    const { place: _, ...verdict } = await run(of, source, place);
    verdicts.push({ ...verdict, output: verdict.limit === 'output' ? '' : verdict.output });
  }
  return verdicts;
}

const lacking: readonly Where[] = [...(os ? [] : ['os' as const]), ...(chromium ? [] : ['browser' as const])];
const HERE = PLACES.filter((place) => !lacking.includes(place));

describe.each([
  ['hostile submissions', HOSTILE],
  ['the same in every place', ALIKE],
])('%s', SLOW, (_, subjects) => {
  test.each(subjects)('$name: $outcome', async ({ source, outcome, limit = null, says, place, score = 0, loadMs }) => {
    if (place === 'os' && !os) return;
    const verdicts = await judge(source, place ? [place] : HERE, loadMs ? within({ loadMs }) : exercise);
    for (const verdict of verdicts) {
      expect(sentences(verdict)).toMatch(says);
      expect(verdict).toMatchObject({ outcome, limit, score });
      expect(verdict).toEqual(verdicts[0]);
    }
  });
});

describe('hostile submissions', SLOW, () => {
  test.each<[string, string]>([
    ['heap', 'const all: any[] = []; for (;;) all.push({ a: new Array(1000).fill(all.length) });'],
    ['buffers', 'const all: any[] = []; for (;;) all.push(new Uint8Array(1 << 24).fill(1));'],
  ])('fills the memory with %s: limit', async (_, body) => {
    const small = within({ callMs: 60_000, memoryMB: 64 });
    // A page has the browser's limit alone: see runner/README.md.
    const confined = HERE.filter((place) => place !== 'browser' && place !== 'watch');
    const verdicts = await judge(`export const nextNumber = () => { ${body} };`, confined, small);
    for (const verdict of verdicts) {
      expect(verdict).toMatchObject({ outcome: 'limit', limit: 'memory', score: 0 });
      expect(verdict).toEqual(verdicts[0]);
    }
  });

  test.skipIf(!os)('after all of them the reference passes', async () => {
    expect(await runExercise(exercise, SOLUTION, 'os', { trusted: warm['os']! })).toMatchObject({
      outcome: 'passed',
      output: '',
    });
  });
});
