/** The learner's own terminal: everything a subject does gets a verdict, and nothing hangs. */
import { afterAll, describe, expect, test } from 'vitest';
import { runExercise } from '../src/run-exercise.ts';
import { openTrusted } from '../src/trusted-process.ts';
import { fixture, SLOW, SOLUTION, submission } from './places.ts';

const exercise = await fixture();
const trusted = openTrusted();
afterAll(() => trusted.close());

describe('terminal', SLOW, () => {
  test('the reference passes with all points', async () => {
    const verdict = await runExercise(exercise, SOLUTION, 'terminal', { trusted });
    expect(verdict).toMatchObject({ outcome: 'passed', score: 4, maxScore: 4, message: null, output: '' });
  });

  test('the starter fails, with a rule code for each test', async () => {
    const starter = `${exercise.folder}/src/next-number.ts`;
    const verdict = await runExercise(exercise, starter, 'terminal', { trusted });
    expect(verdict).toMatchObject({ outcome: 'failed', score: 0 });
    expect(verdict.tests.map(({ failure }) => failure?.code)).toEqual([
      'next-number/data',
      'next-number/fin',
      'next-number/round',
    ]);
  });

  test('a missing file is invalid, and no test ran', async () => {
    const verdict = await runExercise(exercise, '/nowhere/next-number.ts', 'terminal', { trusted });
    expect(verdict.outcome).toBe('invalid');
    expect(verdict.tests.every(({ state }) => state === 'not-run')).toBe(true);
  });

  test('what passed before a limit counts', async () => {
    const source = `export const nextNumber = (s: any) => { while (s.fin); return { next: s.seq + s.length }; };`;
    const verdict = await runExercise(exercise, submission(source), 'terminal', { trusted });
    expect(verdict).toMatchObject({ outcome: 'limit', limit: 'time', score: 1 });
    expect(verdict.tests.map(({ state }) => state)).toEqual(['passed', 'failed', 'not-run']);
  });
});
