import { vitestPart } from '../part.mjs';

export default vitestPart({
  name: 'worlds',
  about: 'random worlds: octets once and in order or an error; one packet edited, no other packet’s fate changed',
  cases: 100_000,
  folder: 'packages/simulator',
  files: ['test/fuzz/worlds.test.ts'],
});
