/** The README's reading order is the folder, and each file names the next. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const file = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

test.each(['parse', 'play'])('src/%s', (folder) => {
  const section = new RegExp(`\`src/${folder}/\`: ([^.\`]+?)\\n(?=\\d|$)`).exec(`${file('README.md')}\n`)?.[1] ?? '';
  const names = section.split(/[,\s]+/).filter((name) => name !== '');
  const files = readdirSync(new URL(`../src/${folder}`, import.meta.url)).map((name) => name.replace(/\.ts$/, ''));
  expect([...names].sort()).toEqual(files.sort());
  names.slice(0, -1).forEach((name, index) => {
    expect(file(`src/${folder}/${name}.ts`), name).toContain(`Next: ${names[index + 1]}.ts`);
  });
});
