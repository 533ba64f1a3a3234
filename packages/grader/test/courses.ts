/** Copies of the fixture course, for tests that spoil them. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));
/** Inside the package, so that a copied exercise finds what it imports. */
const COPIES = fileURLToPath(new URL('../test-results/courses', import.meta.url));

/** The exercise that is copied unless another is named, and its files. */
export const ID = '90-next-number';
export const MANIFEST = `exercises/${ID}/exercise.json`;
export const STARTER = `exercises/${ID}/src/next-number.ts`;
export const TEST = `exercises/${ID}/next-number.test.ts`;
export const REFERENCE = `solutions/${ID}/next-number.ts`;
export const MUTANT = `solutions/${ID}/mutants/never-wraps.ts`;

export interface Course {
  readonly root: string;
  write(file: string, text: string): void;
  edit(file: string, change: (text: string) => string): void;
}

export function copyOf(id = ID): Course {
  mkdirSync(COPIES, { recursive: true });
  const root = mkdtempSync(path.join(COPIES, 'course-'));
  for (const folder of ['exercises', 'solutions']) {
    cpSync(path.join(FIXTURES, folder, id), path.join(root, folder, id), { recursive: true });
  }
  // It names the one at the root of the house.
  rmSync(path.join(root, 'exercises', id, 'tsconfig.json'));
  const write = (file: string, text: string): void => writeFileSync(path.join(root, file), text);
  return { root, write, edit: (file, change) => write(file, change(readFileSync(path.join(root, file), 'utf8'))) };
}

export const removeCourses = (): void => rmSync(COPIES, { recursive: true, force: true });
