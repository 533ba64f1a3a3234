/** A killed grader leaves nothing for ever; a living one keeps what is its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { scratchFolder, sweepScratch } from '../src/scratch.ts';

const base = mkdtempSync(path.join(tmpdir(), 'lastack-scratch-test-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

test('the folders of processes that have ended go, those of others stay', () => {
  process.env['TMPDIR'] = base;
  const mine = scratchFolder('run');
  const [own = ''] = readdirSync(base);
  expect(own).toMatch(new RegExp(`^lastack-\\d+-${process.pid}-`));
  expect(path.dirname(mine)).toBe(path.join(base, own));

  const { pid: dead } = spawnSync(process.execPath, ['--version']);
  const left = own.replace(`-${process.pid}-`, `-${dead}-`);
  const elsewhere = `lastack-1-${dead}-other-container`;
  for (const name of [left, elsewhere, 'lastack-of-somebody-else']) mkdirSync(path.join(base, name, 'deep'), { recursive: true }); // prettier-ignore
  expect(sweepScratch(base)).toEqual([left]);
  expect(readdirSync(base).toSorted()).toEqual([own, elsewhere, 'lastack-of-somebody-else'].toSorted());
  expect(existsSync(mine)).toBe(true);
});
