import { join } from 'node:path';
import { testReadingOrder } from '../../../scripts/reading-order.ts';

testReadingOrder(join(import.meta.dirname, '..'), {
  chained: true,
  doors: ['src/index.ts', 'src/language.ts'],
  // The variables of RFC 9293 §3.3.1 are told in one place.
  opening: (file) => (file === 'src/tcb.ts' ? 16 : 9),
});
