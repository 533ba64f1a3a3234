/** One random case, played again alone: a test that has played none did not run, whatever became of the rest of it. */
import { casesReplayed, replayOnly } from '@lastack/exercise-kit/border';
import { afterEach, beforeEach } from 'vitest';
import type { ReplayedCase } from './job.ts';

export function replayAlone({ seed, anywhere }: ReplayedCase): void {
  beforeEach(() => replayOnly(seed, anywhere));
  afterEach(({ skip }) => {
    if (casesReplayed() === 0) skip();
  });
}
