/** The published JSON Schema of a scenario, made from the schema that `parseScenario` uses. */
import { toJsonSchema } from '@valibot/to-json-schema';
import { scenarioSchema } from '../src/parse/schema.ts';

/** The text of `scenario.schema.json`. */
export function jsonSchemaText(): string {
  const schema = toJsonSchema(scenarioSchema, { errorMode: 'throw' });
  return `${JSON.stringify({ ...schema, title: 'A scenario of Last ACK' }, null, 2)}\n`;
}
