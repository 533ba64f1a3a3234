/** How every package's tests find the workspace's TypeScript: the export condition, no build step. */
import { defineConfig } from 'vitest/config';

const condition = '@lastack/source';

export default defineConfig({
  resolve: { conditions: [condition, 'module', 'browser', 'development|production'] },
  ssr: {
    resolve: {
      conditions: [condition, 'module', 'node', 'development|production'],
      externalConditions: [condition],
    },
  },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // A limit for what hangs, on the slowest machine: no test is about how long it takes.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results/vitest.json' },
  },
});
