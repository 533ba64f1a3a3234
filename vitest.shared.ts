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
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results/vitest.json' },
  },
});
