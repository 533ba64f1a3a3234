/** The README's walk, the files' own "Next:" lines and the folder are one list. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${name.replaceAll('\\', '/')}`);
const walk = [...read('README.md').matchAll(/\]\((src\/[^)]+)\)/g)].map(([, file]) => file ?? '');

test('the README names every file once', () => {
  expect(walk.toSorted()).toEqual(files.toSorted());
});

test('each file says which comes next, and it is the README’s next', () => {
  const doors = new Set(['src/index.ts']);
  const chain = walk.filter((file) => !doors.has(file));
  for (const [index, file] of chain.entries()) {
    const [, next] = /Next: (\S+\.ts)/.exec(read(file)) ?? [];
    const expected = chain[index + 1];
    expect(next === undefined ? undefined : normalize(join(dirname(file), next)), file).toBe(expected);
  }
});

test('each opens with what it holds, and none is long', () => {
  for (const file of files) {
    const text = read(file);
    expect(text.startsWith('/**'), file).toBe(true);
    expect(text.slice(0, text.indexOf('*/')).split('\n').length, `${file}: the opening`).toBeLessThanOrEqual(9);
    expect(text.split('\n').length, `${file}: lines`).toBeLessThanOrEqual(250);
  }
});
