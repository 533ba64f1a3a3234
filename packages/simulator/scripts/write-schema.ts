/** `npm run schema`: writes scenario.schema.json. A test fails when it is out of date. */
import { writeFileSync } from 'node:fs';
import { jsonSchemaText } from './json-schema.ts';

writeFileSync(new URL('../scenario.schema.json', import.meta.url), jsonSchemaText());
