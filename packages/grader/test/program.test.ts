/** Programs with real sockets: a process of their own in the terminal, walls and a network of their own under `os`. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Place } from '@lastack/exercise-kit';
import { openTrustedFor, runExercise } from '../src/run-exercise.ts';
import { needsOs } from './needs-os.ts';
import { fixture, PROGRAM_SOLUTION, sentences, SLOW, submission } from './places.ts';

const exercise = await fixture('91-echo');
const os = await needsOs();
const starter = `${exercise.folder}/src/echo.ts`;
const serving = (body: string): string =>
  `import { createServer, connect } from 'node:net';\nexport async function serve() {\n${body}\n}\nexport const words = serve;`;

describe.each<Place>(['terminal', 'os'])('%s', (place) => {
  describe.skipIf(place === 'os' && !os)('programs', SLOW, () => {
    const trusted = openTrustedFor(exercise, place);
    afterAll(() => trusted.close());
    const judge = (file: string) => runExercise(exercise, file, place, { trusted });

    test('the reference passes; what it printed is kept', async () => {
      const verdict = await judge(PROGRAM_SOLUTION);
      expect(verdict).toMatchObject({ outcome: 'passed', score: 3, message: null, output: 'closed\n' });
    });

    test('the starter fails', async () => {
      expect(await judge(starter)).toMatchObject({ outcome: 'failed', score: 0 });
    });

    test.each<[string, string, object, RegExp]>([
      ['ends itself', serving('process.exit(7);'), { outcome: 'failed' }, /ended its own process \(exit code 7\)/],
      ['dies of an error', serving("setImmediate(() => { throw new Error('late'); }); await new Promise(() => {});"), { outcome: 'failed' }, /exit code 1/], // prettier-ignore
      ['throws', serving("throw new Error('no');"), { outcome: 'failed' }, /serve threw Error: no/],
      ['throws while it is loaded', `throw new Error('no');`, { outcome: 'failed' }, /could not be loaded: Error: no/],
      ['loops', serving('for (;;);'), { outcome: 'limit', limit: 'time' }, /longer than 1 s/],
      [
        'never answers',
        serving('await new Promise(() => {});'),
        { outcome: 'limit', limit: 'time' },
        /longer than 1 s/,
      ],
      ['loops while it is loaded', `for (;;);`, { outcome: 'limit', limit: 'time' }, /longer than 2 s/],
      ['prints without end', serving("for (;;) console.log('x'.repeat(999));"), { outcome: 'limit', limit: 'output' }, /more than 64 KB/], // prettier-ignore
      ['answers with a Map', serving('return new Map();'), { outcome: 'failed' }, /answer is an instance of Map/],
      ['imports a package', "import x from 'vitest'; export const serve = x;", { outcome: 'invalid' }, /1:15 imports 'vitest'/], // prettier-ignore
    ])('%s', async (_, source, expected, says) => {
      const verdict = await judge(submission(source));
      expect(sentences(verdict)).toMatch(says);
      expect(verdict).toMatchObject({ ...expected, score: 0 });
    });
  });
});

describe('a place without sockets', () => {
  test('interpreter: needs os isolation, never failed', async () => {
    const verdict = await runExercise(exercise, PROGRAM_SOLUTION, 'interpreter');
    expect(verdict).toMatchObject({ outcome: 'needs-os-isolation', score: 0 });
  });
});

describe.skipIf(!os)('os: walls around a program', SLOW, () => {
  test.each<[string, string, RegExp]>([
    ['no process beside it', "throw (process as any).getBuiltinModule('node:child_process').spawnSync('/node').error;", /EPERM/], // prettier-ignore
    ['no network but loopback', "return await new Promise((_, no) => connect(53, '192.0.2.1').on('error', no));", /ENETUNREACH/], // prettier-ignore
    ['no tests, no users', "return (process as any).getBuiltinModule('node:fs').readFileSync('/etc/passwd');", /ENOENT/], // prettier-ignore
    ['localhost is here', "return await new Promise((_, no) => connect(9, 'localhost').on('error', no));", /ECONNREFUSED/], // prettier-ignore
  ])('%s', async (_, body, says) => {
    expect(sentences(await runExercise(exercise, submission(serving(body)), 'os'))).toMatch(says);
  });
});
