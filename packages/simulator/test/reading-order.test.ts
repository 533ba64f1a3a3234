import { join } from 'node:path';
import { testReadingOrder } from '../../../scripts/reading-order.ts';

testReadingOrder(join(import.meta.dirname, '..'), { chained: true, doors: ['src/index.ts'] });
