/** What a submission costs behind walls: in a batch, and with a vitest of its own. */
import { ROOT } from '../programs.mjs';
import { cpuLacks, cpuSeconds } from './cpu-of-all.mjs';

const graded = (mode, count, whenQuick) =>
  async function prepare({ run, quick }) {
    const lacks = cpuLacks();
    if (lacks) return lacks;
    const submissions = quick ? whenQuick : count;
    return async () => {
      const program = 'node --no-warnings --conditions=@lastack/source --import tsx packages/grader/bench/grading.ts';
      const seconds = await cpuSeconds(run, ROOT, `${program} ${mode} ${submissions}`);
      return { value: (seconds / submissions) * 1000, details: { submissions, cpuSeconds: seconds } };
    };
  };

/**
 * A class: every second submission is right (the reference and the variants in turn), every second wrong (the mutants in
 * turn), and no two are the same file. A vitest run for each costs the same however many there are, so ten will do.
 *
 * @type {import('../row.mjs').Row}
 */
export default {
  id: 'grading',
  title: 'a submission of exercise 08, with os isolation; half of them right',
  unit: 'CPU-ms',
  rounds: 1,
  contenders: [
    { id: 'batch', name: 'a batch of 100', prepare: graded('batch', 100, 12) },
    { id: 'each', name: 'a vitest run for each', prepare: graded('each', 10, 2) },
  ],
  targets: [{ of: 'batch', must: 'at most', times: 0.5, the: 'each' }],
};
