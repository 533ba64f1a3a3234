/**
 * The reader's browser and the watch screen give the terminal's verdict, word for word, of an exercise as learners have
 * it. What strange files do is hostile.test.ts's.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { Verdict } from '@lastack/exercise-kit';
import { openWarmRunner } from '@lastack/runner/node-worker';
import { runInBrowser } from '../src/browser/judge-in-browser.ts';
import { readExercise, type Exercise } from '../src/exercise.ts';
import { openTrustedFor, runExercise } from '../src/run-exercise.ts';
import { needsChromium } from './needs-chromium.ts';
import { fixture, SLOW } from './places.ts';

const chromium = needsChromium();
const root = fileURLToPath(new URL('../../..', import.meta.url));
const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));

type Judge = (source: string) => Promise<Verdict>;

/** The same exercise in four arrangements. `isolated`: the page shares memory with its worker. */
async function placesOf(exercise: Exercise): Promise<Record<'terminal' | 'watch' | 'browser' | 'isolated', Judge>> {
  const trusted = openTrustedFor(exercise, 'terminal');
  const watch = await openWarmRunner(exercise);
  afterAll(async () => {
    trusted.close();
    await watch.close();
  });
  return {
    terminal: (source) => runExercise(exercise, { source }, 'terminal', { trusted }),
    watch: (source) => watch.run({ source }),
    browser: (source) => runExercise(exercise, { source }, 'browser'),
    isolated: (source) => runInBrowser(exercise, { source }, { isolated: true }),
  };
}

/** But for the place. What was printed before a flood was stopped depends on when that was. */
const comparable = ({ place: _, output, ...verdict }: Verdict): object => ({
  ...verdict,
  output: verdict.limit === 'output' ? '' : output,
});

describe('a small exercise', SLOW, async () => {
  const places = await placesOf(await fixture());

  test.runIf(chromium)('an isolated page, which shares memory with its worker, says the same', async () => {
    const solutions = path.join(fixtures, 'solutions/90-next-number');
    const right = readFileSync(path.join(solutions, 'next-number.ts'), 'utf8');
    const wrong = readFileSync(path.join(solutions, 'mutants/never-wraps.ts'), 'utf8');
    for (const source of [right, wrong, 'for (;;);', 'export const nextNumber = () => { for (;;); };']) {
      expect(comparable(await places.isolated(source))).toEqual(comparable(await places.terminal(source)));
    }
  });
});

describe('what ends a run', SLOW, async () => {
  const exercise = await fixture();
  const { limits } = exercise.manifest;
  const tight = {
    ...exercise,
    manifest: { ...exercise.manifest, limits: { ...limits, callMs: 60_000, memoryMB: 64 } },
  };
  const places = await placesOf(tight);
  const judge = (body: string) => (place: keyof typeof places) =>
    places[place](`export const nextNumber = (sent: any) => { ${body} };`);

  test('a promise that nobody waits for is rejected: failed, although every answer is right', async () => {
    const right = 'return { next: (sent.seq + sent.length + Number(sent.fin)) >>> 0 };';
    const judged = judge(`Promise.reject(new Error('lost')); ${right}`);
    const terminal = comparable(await judged('terminal'));
    expect(terminal).toMatchObject({ outcome: 'failed', score: 4, message: { en: 'lost' } });
    expect(comparable(await judged('watch'))).toEqual(terminal);
    if (chromium) expect(comparable(await judged('browser'))).toEqual(terminal);
  });

  // A page has the browser's limit alone, and no test needs to fill this machine's memory to see it.
  test.each([
    ['heap', 'const all: any[] = []; for (;;) all.push({ a: new Array(1000).fill(all.length) });'],
    ['buffers', 'const all: any[] = []; for (;;) all.push(new Uint8Array(1 << 24).fill(1));'],
  ])('the memory is full of %s, in a thread as in a process', async (_, body) => {
    const terminal = comparable(await judge(body)('terminal'));
    expect(terminal).toMatchObject({ outcome: 'limit', limit: 'memory' });
    expect(comparable(await judge(body)('watch'))).toEqual(terminal);
  });
});

describe('TIME-WAIT: starter, reference, a variant and mutants', SLOW, async () => {
  const result = await readExercise(path.join(root, 'exercises/08-time-wait'));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const places = await placesOf(result.exercise);
  const solutions = path.join(root, 'solutions/08-time-wait');
  const mutants = readdirSync(path.join(solutions, 'mutants')).map((file) => path.join(solutions, 'mutants', file));
  // `verify` runs each of them in the terminal, and `npm run soak` everywhere.
  const some = mutants.filter((_, index) => index % 6 === 0);
  const files = [
    path.join(root, 'exercises/08-time-wait', result.exercise.manifest.subject),
    path.join(solutions, 'time-wait.ts'),
    path.join(solutions, 'variants/class.ts'),
    ...some,
  ];

  test.each(files.map((file) => [path.relative(root, file), file]))('%s', async (_, file) => {
    const source = readFileSync(file, 'utf8');
    const terminal = comparable(await places.terminal(source));
    expect(comparable(await places.watch(source))).toEqual(terminal);
    if (chromium) expect(comparable(await places.browser(source))).toEqual(terminal);
  });
});
