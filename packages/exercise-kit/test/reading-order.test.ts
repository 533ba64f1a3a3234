/** The README's list is the folder; a file that names the next one names one that is there. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${name.replaceAll('\\', '/')}`);

test('the README names every file once', () => {
  const listed = [...read('README.md').matchAll(/\]\((src\/[^)]+)\)/g)].map(([, file]) => file);
  expect(listed.toSorted()).toEqual(files.toSorted());
});

test('each opens with what it holds, is short, and names a next file that exists', () => {
  for (const file of files) {
    const source = read(file);
    expect(source.startsWith('/**'), file).toBe(true);
    expect(source.split('\n').length, file).toBeLessThanOrEqual(250);
    const [, next] = /Next: (\S+\.ts)/.exec(source) ?? [];
    if (next !== undefined) expect(files, file).toContain(normalize(join(dirname(file), next)));
  }
});
