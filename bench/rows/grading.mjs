/** What a submission costs behind walls: in a batch with a warm vitest, and with a vitest of its own. */
import { ROOT } from '../programs.mjs';
import { cpuLacks, cpuSeconds } from './cpu-of-all.mjs';

const graded = (mode, count) =>
  async function prepare({ run, quick }) {
    const lacks = cpuLacks();
    if (lacks) return lacks;
    const submissions = quick ? Math.min(count, 4) : count;
    return async () => {
      const program = 'node --no-warnings --conditions=@lastack/source --import tsx packages/grader/bench/grading.ts';
      const seconds = await cpuSeconds(run, ROOT, `${program} ${mode} ${submissions}`);
      return { value: (seconds / submissions) * 1000, details: { submissions, cpuSeconds: seconds } };
    };
  };

/** @type {import('../row.mjs').Row} */
export default {
  id: 'grading',
  title: 'a submission of exercise 08, with os isolation',
  unit: 'CPU-ms',
  rounds: 1,
  contenders: [
    { id: 'batch', name: 'a batch of 20', prepare: graded('batch', 20) },
    { id: 'each', name: 'a vitest run for each', prepare: graded('each', 5) },
  ],
  targets: [{ of: 'batch', must: 'at most', times: 0.5, the: 'each' }],
};
