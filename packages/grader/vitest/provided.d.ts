/** What a test's worker is told: `inject('lastack')` in the border. */
import type { Job } from '../src/in-vitest/job.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly lastack: Job;
  }
}
