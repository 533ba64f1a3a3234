/** What an exercise is, as far as a verdict depends on it: its manifest and its tests, not the starter nor the prose. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Exercise } from '../exercise.ts';

export function exerciseHash({ folder }: Exercise): string {
  const hash = createHash('sha256');
  const names = readdirSync(folder).filter((name) => name === 'exercise.json' || name.endsWith('.ts'));
  for (const name of names.toSorted()) {
    const content = readFileSync(path.join(folder, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
