import { vitestPart } from '../part.mjs';

export default vitestPart({
  name: 'captures',
  about: 'damaged captures: pcap and pcapng',
  cases: 100_000,
  folder: 'packages/trace',
  files: ['test/fuzz/captures.test.ts'],
});
