import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('..', import.meta.url);

test('the README lists every source file once', () => {
  const listed = [...readFileSync(new URL('README.md', root), 'utf8').matchAll(/\]\(((?:src|vitest)\/[^)]+)\)/g)];
  const files = ['src', 'vitest'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  const sources = files.filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith('.d.ts'));
  expect(listed.map(([, file]) => file).toSorted()).toEqual(sources.toSorted());
});
