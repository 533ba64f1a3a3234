import { vitestPart } from '../part.mjs';

export default vitestPart({
  name: 'packets',
  about: 'damaged packets, IPv4 and IPv6',
  cases: 100_000,
  folder: 'packages/tcp',
  files: ['test/fuzz/packets.test.ts'],
});
