import { vitestPart } from '../part.mjs';

export default vitestPart({
  name: 'pkt',
  about: 'damaged packetdrill scripts',
  cases: 100_000,
  folder: 'packages/packetdrill',
  files: ['test/fuzz/scripts.test.ts'],
});
