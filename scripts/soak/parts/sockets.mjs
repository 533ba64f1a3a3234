import { vitestPart } from '../part.mjs';

export default vitestPart({
  name: 'sockets',
  about: 'damaged output of ss, netstat and /proc',
  cases: 100_000,
  folder: 'packages/trace',
  files: ['test/fuzz/socket-text.test.ts'],
});
