/** `npm run requirements`: writes REQUIREMENTS.md. A test fails when it is out of date. */
import { writeFileSync } from 'node:fs';
import { requirements, requirementsTable } from './requirements-table.ts';

writeFileSync(new URL('../REQUIREMENTS.md', import.meta.url), requirementsTable(requirements()));
