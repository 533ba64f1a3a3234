/**
 * The one vitest configuration of all exercises. `lastack test` and `lastack grade` use it through run.mjs;
 * by hand, inside an exercise: `vitest run --configLoader native --config <this file>`.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { borderPlugin, PROGRESS_SETUP } from './border-plugin.mjs';

const CONDITION = '@lastack/source';

/**
 * @param {string} root the exercise's folder, absolute
 * @param {{ memoryMB?: number, pool?: 'forks' | 'threads', bundle?: string | null }} [options] memory for the learner's
 *   code, beside vitest's own; what the tests stand on as a bundle
 * @returns {import('vitest/config').ViteUserConfig}
 */
export function exerciseConfig(root, { memoryMB = 256, pool = 'forks', bundle = null } = {}) {
  return {
    root,
    plugins: [borderPlugin(root, bundle)],
    resolve: { conditions: [CONDITION, 'module', 'browser', 'development|production'] },
    ssr: {
      resolve: {
        conditions: [CONDITION, 'module', 'node', 'development|production'],
        externalConditions: [CONDITION],
      },
    },
    server: { watch: null },
    test: {
      include: ['*.test.ts'],
      // Node loads the bundle itself.
      server: { deps: { external: bundle === null ? [] : [/[\\/]\.cache[\\/]lastack[\\/]kit-/] } },
      setupFiles: [PROGRESS_SETUP],
      pool,
      maxWorkers: 1,
      execArgv: pool === 'forks' ? [`--max-old-space-size=${memoryMB + VITEST_MB}`, ...REALMS] : [],
      // Printed at once, not by way of messages: a loop that prints would fill the memory instead of the pipe.
      disableConsoleIntercept: true,
      watch: false,
      // Not the judge of a learner's time: the supervisor is (src/trusted-process.ts), and it counts CPU time, too.
      testTimeout: 0,
      hookTimeout: 0,
      provide: { lastack: defaultJob(root) },
    },
  };
}

/** For a learner's functions in a realm of their own (src/subject-side/realm.ts). */
const REALMS = ['--experimental-vm-modules', '--no-warnings'];
/** What vitest's own worker needs, in MB. */
const VITEST_MB = 192;

/** The job of a bare run: the learner's file in this very process. @param {string} root */
function defaultJob(root) {
  const { kind, subject, limits = {} } = JSON.parse(readFileSync(path.join(root, 'exercise.json'), 'utf8'));
  return {
    kind,
    source: path.join(root, subject),
    compiled: null,
    language: null,
    subjectName: subject,
    launch: null,
    limits: {
      callMs: 1_000,
      loadMs: 3_000,
      cpuSeconds: 10,
      memoryMB: 256,
      outputBytes: 65_536,
      replyBytes: 1_048_576,
      ...limits,
    },
    seed: null,
    replay: null,
    witness: null,
    progress: null,
  };
}

/** A bare run is one inside the exercise's folder. */
export default () => exerciseConfig(process.cwd());
