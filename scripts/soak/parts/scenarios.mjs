import { vitestPart } from '../part.mjs';

export default vitestPart({
  name: 'scenarios',
  about: 'damaged scenarios',
  cases: 100_000,
  folder: 'packages/simulator',
  files: ['test/fuzz/scenarios.test.ts'],
});
