/** As everywhere, but what a fixture exercise calls a test is run by the grader, not beside it. */
import { mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

export default mergeConfig(shared, { test: { exclude: ['test/fixtures/**'] } });
