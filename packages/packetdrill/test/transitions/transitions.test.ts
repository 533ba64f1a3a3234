/**
 * The state diagram from outside: scripts, scenarios and worlds that begin in CLOSED take every edge of the list that was
 * written by hand (packages/tcp/EDGES.md), and none that is not on it.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { edgeList } from './edge-list.ts';
import { coverage, named } from './coverage.ts';
import { PAGE, page } from './page.ts';

const found = coverage();
const written = edgeList().map(named);

test('every run begins in CLOSED', () => {
  expect(found.notFromClosed).toEqual([]);
});

test('every edge of the list is taken', () => {
  expect(written.filter((edge) => !found.takers.has(edge))).toEqual([]);
});

test('no edge is taken that is not on the list', () => {
  const outside = [...found.takers].filter(([edge]) => !written.includes(edge));
  expect(outside.map(([edge, [taker]]) => `${edge}, by ${taker}`)).toEqual([]);
});

test('TRANSITIONS.md is up to date: npm run transitions -w packages/packetdrill', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(page(found));
});
