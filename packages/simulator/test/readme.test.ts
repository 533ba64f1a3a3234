import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseScenario } from '../src/index.ts';

test('the README’s scenario is one', () => {
  const [, text] = /```json\n([^`]*)```/.exec(readFileSync(new URL('../README.md', import.meta.url), 'utf8'))!;
  expect(parseScenario(text!, 'README.md')).toMatchObject({ ok: true });
});
