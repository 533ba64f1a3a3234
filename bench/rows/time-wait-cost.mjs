/** What a lifecycle costs while few, and while many connections wait in TIME-WAIT. */

const waiting = (count) =>
  async function prepare({ bundle, run }) {
    const file = await bundle('packages/simulator/bench/time-waits.ts');
    return async () => {
      const details = await run(process.execPath, ['--expose-gc', file, String(count)]);
      return { value: details.microseconds, details };
    };
  };

/** @type {import('../row.mjs').Row} */
export default {
  id: 'time-wait-cost',
  title: 'one lifecycle, with so many connections in TIME-WAIT',
  unit: 'CPU-µs',
  contenders: [
    { id: 'few', name: '1,000 wait', prepare: waiting(1_000) },
    { id: 'some', name: '10,000 wait', prepare: waiting(10_000) },
    { id: 'many', name: '100,000 wait', prepare: waiting(100_000) },
  ],
  targets: [{ of: 'many', must: 'at most', the: 'few', plus: 10 }],
};
