import { vitestPart } from '../part.mjs';

export default vitestPart({
  name: 'events',
  about: 'any events in any state under every profile',
  cases: 100_000,
  folder: 'packages/tcp',
  files: ['test/fuzz/events.test.ts'],
});
