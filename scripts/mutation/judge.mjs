/**
 * Whether the exercise's own tests catch a mutant, as the learner's terminal would judge it. A function is judged in a
 * warm thread, and let go at the first test that fails; what gets through there, or was stopped by a limit, is judged
 * again by `lastack verify`'s own way, and that verdict counts. A program is judged that way at once.
 */
import { createHash } from 'node:crypto';
import { openTrustedFor, runExercise } from '@lastack/grader';
import { bundleExercise } from '@lastack/runner/bundle';
import { openWarmRunner } from '@lastack/runner/node-worker';
import { courseHash } from '../../packages/grader/src/verify/course-hash.ts';
import { exerciseHash } from '../../packages/grader/src/grade/exercise-hash.ts';

/**
 * @typedef {object} Judgement
 * @property {boolean} killed
 * @property {string} by the test that failed, `limit/time`, why it does not load; of a survivor: ''
 */

const PASSED = { killed: false, by: '' };

/** From a whole verdict. A fault of the machine is no verdict at all. @returns {Judgement} */
function judgementOf({ outcome, limit, tests, message }) {
  switch (outcome) {
    case 'passed':
      return PASSED;
    case 'failed':
      return { killed: true, by: tests.find(({ state }) => state !== 'passed')?.name ?? 'a test that is missing' };
    case 'limit':
      return { killed: true, by: `limit/${limit}` };
    case 'invalid':
      return { killed: true, by: 'it does not load' };
    default:
      throw new Error(`${outcome}: ${message?.en ?? 'no verdict'}`);
  }
}

/** Everything that a judgement depends on besides the mutant. */
export async function surroundingsOf(exercise, root) {
  const { manifest } = exercise;
  const tests =
    manifest.kind === 'program'
      ? [courseHash(root), exerciseHash(exercise)]
      : [(await bundleExercise({ folder: exercise.folder, manifest, platform: 'node' })).code];
  return createHash('sha256')
    .update(JSON.stringify([process.version, manifest, tests]))
    .digest('hex');
}

/** One at a time; `close` ends its threads and processes. */
export async function openJudge(exercise) {
  const { manifest } = exercise;
  const warm = manifest.kind === 'program' ? null : await openWarmRunner(exercise);
  let trusted = null;

  const asVerifyDoes = async (source) => {
    trusted ??= openTrustedFor(exercise, 'terminal');
    return judgementOf(await runExercise(exercise, { source }, 'terminal', { trusted }));
  };
  const atOnce = async (source) => {
    const stop = new globalThis.AbortController();
    let failed = null;
    const onTest = ({ name, state }) => {
      if (state !== 'failed' || failed !== null) return;
      failed = name;
      stop.abort();
    };
    try {
      const verdict = await warm.run({ source }, { onTest, signal: stop.signal });
      return verdict.outcome === 'invalid' ? judgementOf(verdict) : null;
    } catch (error) {
      if (failed === null) throw error;
      return { killed: true, by: failed };
    }
  };
  return {
    /** @returns {Promise<Judgement>} */
    judge: async (source) => (warm ? await atOnce(source) : null) ?? asVerifyDoes(source),
    async close() {
      await warm?.close();
      trusted?.close();
    },
  };
}
