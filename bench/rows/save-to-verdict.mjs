/** How long a learner waits after saving, on the watch screen: wall time, so a busy machine shows. */
import { ROOT } from '../programs.mjs';

/** @param {string} exercise @param {string} [exhaustive] How the names of its exhaustive tests begin. */
const saving = (exercise, exhaustive = '') =>
  async function prepare({ quick, run }) {
    const program = 'packages/runner/bench/save-to-verdict.ts';
    const args = ['--import', 'tsx', '--conditions=@lastack/source', program, ROOT, exercise, exhaustive];
    return async () => {
      const details = await run(process.execPath, [...args, quick ? '3' : '10']);
      return { value: details.milliseconds, details };
    };
  };

/** @type {import('../row.mjs').Row} */
export default {
  id: 'save-to-verdict',
  title: 'watch: from a saved file to its verdict, in a warm thread',
  unit: 'ms of wall time, exhaustive checks excluded',
  rounds: 3,
  contenders: [
    { id: 'fin', name: '03-fin-takes-a-number', prepare: saving('03-fin-takes-a-number') },
    { id: 'time-wait', name: '08-time-wait', prepare: saving('08-time-wait', 'in every order') },
  ],
  targets: [
    { of: 'fin', must: 'at most', number: 100 },
    { of: 'time-wait', must: 'at most', number: 100 },
  ],
};
