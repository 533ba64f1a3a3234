/** States that the explorer makes: on the public TLA+ model of RFC 9293's diagram, and on two whole TCPs. */
import { perCpuSecond } from '../row.mjs';

const scope = (name) =>
  async function prepare({ bundle, run }) {
    const file = await bundle('packages/explorer/bench/explore.ts');
    return async () => perCpuSecond(await run(process.execPath, [file, name]));
  };

const TCP = ['two-connections', 'text-both-ways', 'text-one-way', 'open-and-close'];

/** @type {import('../row.mjs').Row} */
export default {
  id: 'explorer-speed',
  title: 'states generated',
  unit: 'per CPU-second',
  rounds: 3,
  contenders: [
    { id: 'diagram', name: 'figure 5 (TLA+)', prepare: scope('diagram') },
    ...TCP.map((id) => ({ id, name: id.replaceAll('-', ' '), prepare: scope(id) })),
  ],
  targets: [
    { of: 'diagram', must: 'at least', number: 100_000 },
    ...TCP.map((of) => ({ of, must: 'at least', number: 20_000 })),
  ],
};
