/**
 * What `import … from 'vitest'` means where there is no vitest: its own runner's functions and its own `expect`, and
 * nothing that needs Vite, a file or a clock. A name that is missing here is refused when the exercise is bundled.
 * Next: expect.ts, run-tests.ts
 */
export { afterAll, afterEach, beforeAll, beforeEach, describe, it, suite, test } from '@vitest/runner';
export { expect } from './expect.ts';
