/** TRANSITIONS and EDGES.md, the list that was written by hand, in both directions. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { STATES, TRANSITIONS } from '../../src/index.ts';

const [ofTheMachine = [], ofTheHost = []] = readFileSync(new URL('../../EDGES.md', import.meta.url), 'utf8')
  .split('## What the host does')
  .map((part) =>
    part
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .filter(([, from, , to]) => STATES.some((state) => state === from) && STATES.some((state) => state === to))
      .map(([, from, on, to, where]) => ({ edge: `${from}: ${on} → ${to}`, where })),
  );
const listed = ofTheMachine.map(({ edge }) => edge);
const rows = TRANSITIONS.map(({ from, on, to }) => `${from}: ${on} → ${to}`);

test('every edge of EDGES.md is a row of TRANSITIONS', () => {
  expect(listed.filter((edge) => !rows.includes(edge))).toEqual([]);
});

test('every row of TRANSITIONS is an edge of EDGES.md', () => {
  expect(rows.filter((row) => !listed.includes(row))).toEqual([]);
});

test('none stands there twice, and each says where it comes from', () => {
  expect(listed.length).toBe(rows.length);
  for (const { edge, where } of [...ofTheMachine, ...ofTheHost]) {
    expect(where, edge).toMatch(/§\d|figure 5|tcp\(7\)|ip-sysctl|insecure_syn/);
  }
});
