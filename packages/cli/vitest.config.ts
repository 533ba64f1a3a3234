import { mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

// The fixture course has test files of its own: the command runs them, not this package's suite.
export default mergeConfig(shared, { test: { exclude: ['test/course/**'] } });
