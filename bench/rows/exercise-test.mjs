/**
 * What `npm test` in an exercise costs, beside vitest alone. The work is the same: one test file, one learner's file behind
 * the same border, and what the tests stand on as one bundle that was made before. What differs is what lastack adds: its
 * own start, a process that supervises, the limits, the verdict in words.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../programs.mjs';
import { cpuLacks, cpuSeconds } from './cpu-of-all.mjs';

const EXERCISE = join(ROOT, 'exercises/08-time-wait');
const fromRoot = (file) => pathToFileURL(join(ROOT, file)).href;

const tested = (commandIn) =>
  async function prepare({ run, folder }) {
    const lacks = cpuLacks();
    if (lacks) return lacks;
    const command = await commandIn(run, folder);
    return async () => {
      const seconds = await cpuSeconds(run, EXERCISE, command);
      return { value: seconds * 1000, details: { cpuSeconds: seconds } };
    };
  };

/** The exercise's own configuration, with the bundle that lastack gives to it. */
async function bareVitest(run, folder) {
  const ask = `import { prepareKitBundle } from '${fromRoot('packages/grader/src/kit-bundle.ts')}';
console.log(JSON.stringify(await prepareKitBundle()));`;
  const loader = ['--no-warnings', '--conditions=@lastack/source', '--import', fromRoot('node_modules/tsx/dist/esm/index.mjs')]; // prettier-ignore
  const bundle = await run(process.execPath, [...loader, '--input-type=module', '--eval', ask]);
  const config = join(folder, 'exercise.config.mjs');
  writeFileSync(
    config,
    `import { exerciseConfig } from '${fromRoot('packages/grader/vitest/exercise.config.mjs')}';
export default exerciseConfig(${JSON.stringify(EXERCISE)}, { bundle: ${JSON.stringify(bundle)} });
`,
  );
  return `node "${join(ROOT, 'node_modules/vitest/vitest.mjs')}" run --configLoader native --config "${config}"`;
}

/** @type {import('../row.mjs').Row} */
export default {
  id: 'exercise-test',
  title: 'npm test in exercise 08, with its starter',
  unit: 'CPU-ms',
  contenders: [
    {
      id: 'lastack',
      name: 'lastack test',
      prepare: tested(async () => `node "${join(ROOT, 'packages/cli/bin/lastack.js')}" test`),
    },
    { id: 'vitest', name: 'vitest run', prepare: tested(bareVitest) },
  ],
  targets: [{ of: 'lastack', must: 'at most', times: 1.2, the: 'vitest' }],
};
