/** Whether twice as many states take twice as long: what each costs, in one large scope that is cut at three sizes. */

const cut = (states) =>
  async function prepare({ bundle, run }) {
    const file = await bundle('packages/explorer/bench/growth.ts');
    return async () => {
      const details = await run(process.execPath, ['--expose-gc', '--max-old-space-size=4096', file, String(states)]);
      return { value: details.microseconds, details };
    };
  };

/** @type {import('../row.mjs').Row} */
export default {
  id: 'explorer-growth',
  title: 'each of so many states',
  unit: 'CPU-µs',
  rounds: 3,
  contenders: [
    { id: '100k', name: '100,000 states', prepare: cut(100_000) },
    { id: '200k', name: '200,000 states', slow: true, prepare: cut(200_000) },
    { id: '400k', name: '400,000 states', prepare: cut(400_000) },
  ],
  // Four times the states: a search that grew with their square would cost four times as much for each.
  targets: [{ of: '400k', must: 'at most', times: 1.5, the: '100k' }],
};
