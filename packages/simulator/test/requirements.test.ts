/** The requirements of RFC 9293's Appendix B that tests of this package hold: tcp/REQUIREMENTS.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Requirement {
  readonly id: string;
  readonly test?: { readonly file: string; readonly name: string };
}

const root = new URL('..', import.meta.url);
const { requirements: list } = JSON.parse(readFileSync(new URL('../tcp/requirements.json', root), 'utf8')) as {
  requirements: Requirement[];
};
const here = list.flatMap(({ id, test }) =>
  test?.file.startsWith('packages/simulator/') ? [[id, test] as const] : [],
);

test.each(here)('%s: its test exists', (_, { file, name }) => {
  const source = readFileSync(new URL(file.replace('packages/simulator/', ''), root), 'utf8');
  expect(source.includes(`'${name}'`), `${file} has no test “${name}”`).toBe(true);
});

test('every id that a comment cites is one of Appendix B', () => {
  const ids = new Set(list.map(({ id }) => id));
  const files = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  for (const file of files) {
    const source = readFileSync(new URL(`src/${file.replaceAll('\\', '/')}`, root), 'utf8');
    for (const [id] of source.matchAll(/\b(?:MUST|SHLD|MAY|REC)-\d+\b/g)) expect(ids, `${file}: ${id}`).toContain(id);
  }
});
