/** requirements.json says which test holds which requirement of RFC 9293's Appendix B. Here it is held to that. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { requirements, requirementsTable } from '../scripts/requirements-table.ts';

const root = new URL('..', import.meta.url);
const list = requirements();
const ids = list.map(({ id }) => id);

/** How many of each kind Appendix B has; they are numbered from 1 without a gap. */
const APPENDIX_B = { MUST: 69, SHLD: 31, MAY: 18, REC: 1 } as const;
const ID = /\b(?:MUST|SHLD|MAY|REC)-\d+\b/g;

test('every id of Appendix B stands in the list once, in order', () => {
  expect(ids).toEqual(
    Object.entries(APPENDIX_B).flatMap(([kind, count]) =>
      Array.from({ length: count }, (_, index) => `${kind}-${index + 1}`),
    ),
  );
});

test('each names a test or a reason, never both', () => {
  for (const { id, test, left } of list) {
    expect([test, left].filter((each) => each !== undefined).length, id).toBe(1);
    expect(left ?? 'a test', id).not.toBe('');
  }
});

const here = list.flatMap(({ id, test }) => (test?.file.startsWith('packages/tcp/') ? [[id, test] as const] : []));

test.each(here)('%s: its test exists', (_, { file, name }) => {
  const source = readFileSync(new URL(file.replace('packages/tcp/', ''), root), 'utf8');
  expect(source.includes(`'${name}'`), `${file} has no test “${name}”`).toBe(true);
});

describe('ids that are cited', () => {
  const sources = (folder: string): string[] =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);

  test.each(['src', 'test'])('in %s stand in the list', (folder) => {
    for (const file of sources(folder)) {
      for (const [id] of readFileSync(new URL(file, root), 'utf8').matchAll(ID))
        expect(ids, `${file}: ${id}`).toContain(id);
    }
  });

  test('a requirement that is left out is cited by no comment as kept', () => {
    const left = new Set(list.filter(({ left }) => left !== undefined).map(({ id }) => id));
    for (const file of sources('src')) {
      const cited = [...readFileSync(new URL(file, root), 'utf8').matchAll(ID)].map(([id]) => id);
      expect(
        cited.filter((id) => left.has(id)),
        file,
      ).toEqual([]);
    }
  });
});

test('REQUIREMENTS.md is up to date: npm run requirements', () => {
  expect(readFileSync(new URL('REQUIREMENTS.md', root), 'utf8')).toBe(requirementsTable(list));
});
