/** `npm run transitions`: writes TRANSITIONS.md of @lastack/tcp. */
import { writeFileSync } from 'node:fs';
import { coverage } from './coverage.ts';
import { PAGE, page } from './page.ts';

writeFileSync(PAGE, page(coverage()));
