/** `os` isolation: other people's code gets the verdict that the terminal gives, and harms nothing. */
import { afterAll, describe, expect, test } from 'vitest';
import { probeOs } from '../src/os/probe.ts';
import { openTrustedFor, runExercise } from '../src/run-exercise.ts';
import { needsOs } from './needs-os.ts';
import { fixture, SLOW, SOLUTION, submission } from './places.ts';

const exercise = await fixture();
const os = await needsOs();
const trusted = openTrustedFor(exercise, 'os');
const judge = (file: string) => runExercise(exercise, file, 'os', { trusted });
afterAll(() => trusted.close());

describe.skipIf(!os)('os', SLOW, () => {
  test('the reference passes with all points', async () => {
    expect(await judge(SOLUTION)).toMatchObject({ outcome: 'passed', score: 4, message: null, output: '' });
  });

  test('the five: right, wrong, not TypeScript, without end, and gone', async () => {
    const loop = submission('export const nextNumber = () => { for (;;); };');
    const gone = submission('process.exit(0);\nexport const nextNumber = () => ({ next: 110 });');
    const broken = submission('export const nextNumber = (: number) => 1;');
    const starter = `${exercise.folder}/src/next-number.ts`;
    const outcomes = [];
    for (const file of [SOLUTION, starter, broken, loop, gone]) outcomes.push((await judge(file)).outcome);
    expect(outcomes).toEqual(['passed', 'failed', 'invalid', 'limit', 'failed']);
  });

  test('after all of them the reference still passes', async () => {
    expect((await judge(SOLUTION)).outcome).toBe('passed');
  });

  test('the level is reported: own uid when root, seccomp on x86-64', async () => {
    expect(await probeOs()).toEqual({
      ok: true,
      uid: process.getuid?.() === 0 ? 64_999 : null,
      seccomp: process.arch === 'x64',
    });
  });
});
