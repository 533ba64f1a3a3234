import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawn, README } from './readme.ts';

test('README.md shows what the command prints', async () => {
  const text = readFileSync(README, 'utf8');
  const now = await drawn(text);
  if (process.env['DRAW'] === 'README') writeFileSync(README, now);
  else expect(text, 'npm run readme draws it anew').toBe(now);
});

test('README.md lists every source file once', () => {
  const listed = [...readFileSync(README, 'utf8').matchAll(/\]\((src\/[^)]+)\)/g)].map(([, file]) => file);
  const src = new URL('../src', import.meta.url);
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(listed.toSorted()).toEqual(files.map((file) => `src/${file}`).toSorted());
});
