import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('..', import.meta.url);

test('the README lists every source file once', () => {
  const listed = [...readFileSync(new URL('README.md', root), 'utf8').matchAll(/\]\((src\/[^)]+)\)/g)];
  const files = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' }).map((file) => `src/${file}`);
  const sources = files.map((file) => file.replaceAll('\\', '/')).filter((file) => /\.(ts|mjs)$/.test(file));
  expect(listed.map(([, file]) => file).toSorted()).toEqual(sources.toSorted());
});
