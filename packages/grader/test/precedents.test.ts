/** The very same answers get the very same verdict, without the tests; anything else goes before the tests. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openPrecedents, type Precedents } from '../src/precedents.ts';
import { openTrustedFor, runExercise } from '../src/run-exercise.ts';
import type { TrustedProcess } from '../src/trusted-process.ts';
import { needsOs } from './needs-os.ts';
import { fixture, SLOW, SOLUTION } from './places.ts';

const exercise = await fixture();
const os = await needsOs();
const REFERENCE = readFileSync(SOLUTION, 'utf8');
const solution = (name: string): string => readFileSync(path.join(path.dirname(SOLUTION), name), 'utf8');

/** The answers as of the reference, and `also` once the last question of the tests has been put. */
const atTheEnd = (
  questions: number,
  also: string,
): string => `${REFERENCE.replace('export function nextNumber', 'function right')}
let asked = 0;
export function nextNumber(...sent: Parameters<typeof right>): ReturnType<typeof right> {
  asked += 1;
  if (asked === ${questions}) { ${also} }
  return right(...sent);
}
`;

/** What a file may do at the last question instead of answering as before, and what its tests say of it. */
const AT_THE_LAST: readonly (readonly [string, string, object])[] = [
  ['prints', 'console.log("the last one");', { outcome: 'passed', output: 'the last one\n' }],
  ['answers otherwise', 'return { next: 1 };', { outcome: 'failed' }],
  ['throws', 'throw new Error("enough");', { outcome: 'failed' }],
  ['never comes back', 'for (;;);', { outcome: 'limit', limit: 'time' }],
];

const PLACES = [
  { place: 'os', here: os },
  { place: 'interpreter', here: true },
] as const;

describe.for(PLACES)('$place', SLOW, ({ place, here }) => {
  const warm = openTrustedFor(exercise, place);
  afterAll(() => warm.close());
  let runs = 0;
  let asked = 0;
  /** Counts how often the tests really run, and how many questions they put. */
  const trusted: TrustedProcess = {
    async run(request) {
      runs += 1;
      const ending = await warm.run(request);
      const { recording } = request.job;
      asked = recording === undefined ? 0 : questionsIn(recording);
      return ending;
    },
    close() {},
  };
  const judge = async (source: string, precedents?: Precedents) => {
    runs = 0;
    const verdict = await runExercise(exercise, { source }, place, precedents ? { trusted, precedents } : { trusted });
    return { verdict, runs };
  };

  test.skipIf(!here)(
    'right or wrong: a file that answers alike gets the verdict that its tests would give',
    async () => {
      const precedents = openPrecedents();
      const starter = readFileSync(path.join(exercise.folder, exercise.manifest.subject), 'utf8');
      for (const source of [
        REFERENCE,
        solution('variants/by-modulo.ts'),
        solution('mutants/never-wraps.ts'),
        starter,
      ]) {
        const { verdict } = await judge(source);
        expect((await judge(source, precedents)).verdict).toEqual(verdict);
        expect(await judge(`${source}\n// another file\n`, precedents)).toEqual({ verdict, runs: 0 });
      }
    },
  );

  // What is done about them is the same in both; a loop in the interpreter gets ten times its limit.
  test.skipIf(!here).each(place === 'os' ? AT_THE_LAST : AT_THE_LAST.slice(0, 1))(
    'as an earlier one until the last question, where it %s: its tests run',
    async (_, also, expected) => {
      const precedents = openPrecedents();
      expect((await judge(REFERENCE, precedents)).verdict.outcome).toBe('passed');
      const questions = asked;
      expect(questions).toBeGreaterThan(1);
      const again = await judge(atTheEnd(questions, also), precedents);
      expect(again).toMatchObject({ runs: 1, verdict: expected });
    },
  );

  test.skipIf(!here)('what cannot be loaded goes before the tests, too', async () => {
    const precedents = openPrecedents();
    await judge(REFERENCE, precedents);
    expect((await judge('throw new Error("not today");', precedents)).runs).toBe(1);
  });

  test.skipIf(!here)('what was printed is no precedent', async () => {
    const precedents = openPrecedents();
    const talking = `console.log('hello');\n${REFERENCE}`;
    for (const source of [talking, `${talking}\n// again\n`]) {
      expect(await judge(source, precedents)).toMatchObject({ runs: 1, verdict: { output: 'hello\n' } });
    }
  });
});

/** A recording is JSON: a list of pairs. */
function questionsIn(recording: string): number {
  try {
    return (JSON.parse(readFileSync(recording, 'utf8')) as readonly unknown[]).length;
  } catch {
    return 0;
  }
}
