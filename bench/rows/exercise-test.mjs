/** What `npm test` in an exercise costs, beside vitest alone on the same test and the same learner's file. */
import { join } from 'node:path';
import { ROOT } from '../programs.mjs';
import { cpuLacks, cpuSeconds } from './cpu-of-all.mjs';

const tested = (command) =>
  async function prepare({ run }) {
    const lacks = cpuLacks();
    if (lacks) return lacks;
    return async () => {
      const seconds = await cpuSeconds(run, join(ROOT, 'exercises/08-time-wait'), command);
      return { value: seconds * 1000, details: { cpuSeconds: seconds } };
    };
  };

const config = join(ROOT, 'packages/grader/vitest/exercise.config.mjs');

/** @type {import('../row.mjs').Row} */
export default {
  id: 'exercise-test',
  title: 'npm test in exercise 08, with its starter',
  unit: 'CPU-ms',
  contenders: [
    {
      id: 'lastack',
      name: 'lastack test',
      prepare: tested(`node "${join(ROOT, 'packages/cli/bin/lastack.js')}" test`),
    },
    {
      id: 'vitest',
      name: 'vitest run',
      prepare: tested(`node "${join(ROOT, 'node_modules/vitest/vitest.mjs')}" run --configLoader native --config "${config}"`), // prettier-ignore
    },
  ],
  targets: [{ of: 'lastack', must: 'at most', times: 1.2, the: 'vitest' }],
};
