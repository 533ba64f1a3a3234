/** An exercise as one script: what it may use, and what is refused by name. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { afterAll, expect, test, vi } from 'vitest';
import { bundleExercise, NotBundled } from '../src/bundle.ts';

vi.mock('esbuild', async (original) => {
  const real = await original<typeof esbuild>();
  return { ...real, build: vi.fn(real.build) };
});

/** Inside the package, so that an exercise finds what it imports. */
const COPIES = fileURLToPath(new URL('../test-results/exercises', import.meta.url));
afterAll(() => rmSync(COPIES, { recursive: true, force: true }));

function exercise(test: string): string {
  mkdirSync(COPIES, { recursive: true });
  const folder = mkdtempSync(path.join(COPIES, 'exercise-'));
  writeFileSync(path.join(folder, 'one.test.ts'), test);
  return folder;
}

const bundle = (test: string) =>
  bundleExercise({ folder: exercise(test), manifest: { id: '90-one', exports: ['one'] }, platform: 'browser' });

test('a test file with the border, hooks and each', async () => {
  const { code, inputs } = await bundle(
    "import { beforeEach, describe, it } from 'vitest';\nimport { one } from '#subject';\nbeforeEach(() => {});\ndescribe.each([1])('%i', () => it('x', () => one()));",
  );
  expect(code).not.toMatch(/from\s*["'](vitest|#subject|node:)/);
  expect(inputs.some((file) => file.endsWith('one.test.ts'))).toBe(true);
});

test('expect is in the bundle of those that use it alone', async () => {
  const without = await bundle("import { test } from 'vitest';\ntest('x', () => {});");
  const withExpect = await bundle("import { expect, test } from 'vitest';\ntest('x', () => expect(1).toBe(1));");
  expect(withExpect.code.length).toBeGreaterThan(without.code.length + 50_000);
});

test.each([
  ["import { test, vi } from 'vitest';\ntest('x', () => vi.fn());", /^one\.test\.ts:1:16 imports vi from 'vitest'\. Where exercises run in a browser there are afterAll, /], // prettier-ignore
  ["import './gone.ts';", /^one\.test\.ts:1:8 Could not resolve ".\/gone\.ts"/],
  ["import { readFileSync } from 'node:fs';\nreadFileSync('x');", /^one\.test\.ts:1:30 Could not resolve "node:fs"/],
  ['const a = ;', /^one\.test\.ts:1:11 Unexpected ";"/],
])('%s', async (source, says) => {
  const failure: unknown = await bundle(source).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(NotBundled);
  expect((failure as NotBundled).message).toMatch(says);
});

test('what esbuild throws without a place is said as it is', async () => {
  vi.mocked(esbuild.build).mockRejectedValueOnce(new Error('The service was stopped'));
  const failure: unknown = await bundle('').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(NotBundled);
  expect((failure as NotBundled).message).toBe('The service was stopped');
});
