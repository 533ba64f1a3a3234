import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('..', import.meta.url);
const listed = [...readFileSync(new URL('README.md', root), 'utf8').matchAll(/\]\(src\/([^)]+)\)/g)].map(
  ([, path]) => path!,
);
const source = (path: string): string => readFileSync(new URL(`src/${path}`, root), 'utf8');

test('the README lists every source file once', () => {
  const files = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'));
  expect([...listed].sort()).toEqual(files.sort());
});

test.each(listed.slice(0, -1))('%s says what comes next', (path) => {
  const next = listed[listed.indexOf(path) + 1]!;
  const header = source(path).slice(0, source(path).indexOf('*/'));
  expect(header).toMatch(new RegExp(`Next: ${next.replaceAll('.', '\\.')}\\s*$`));
});
