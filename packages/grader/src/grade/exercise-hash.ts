/** What an exercise is, as far as a verdict depends on it: its manifest and its tests, not the starter nor the prose. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Exercise } from '../exercise.ts';

/** SHA-256, in hexadecimal, over exercise.json, the test file and grader/. */
export function exerciseHash({ folder }: Pick<Exercise, 'folder'>): string {
  const hash = createHash('sha256');
  const names = readdirSync(folder).filter((name) => name === 'exercise.json' || name.endsWith('.ts'));
  for (const name of [...names, ...graderFiles(folder)].toSorted()) {
    const content = readFileSync(path.join(folder, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function graderFiles(folder: string): string[] {
  const grader = path.join(folder, 'grader');
  if (!existsSync(grader)) return [];
  return readdirSync(grader, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `grader/${name.replaceAll('\\', '/')}`);
}
