import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseScenario } from '../src/index.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const walk = [...read('README.md').matchAll(/\]\(src\/([\w/-]+)\.ts\)/g)].map(([, name]) => name!);
const inOrder = walk.filter((name, i) => walk.indexOf(name) === i);

test('the README’s walk names every source file once', () => {
  const files = readdirSync(new URL('../src', import.meta.url), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts') && file !== 'index.ts').map((file) => file.slice(0, -3));
  expect([...inOrder].sort()).toEqual(sources.sort());
});

test('each file says which comes next', () => {
  const next = inOrder.map((name) => /Next: ([\w/-]+)\.ts/.exec(read(`src/${name}.ts`))?.[1]);
  expect(next.slice(0, -1)).toEqual(inOrder.slice(1));
});

test('the README’s scenario is one', () => {
  const [, text] = /```json\n([^`]*)```/.exec(read('README.md'))!;
  expect(parseScenario(text!, 'README.md')).toMatchObject({ ok: true });
});
