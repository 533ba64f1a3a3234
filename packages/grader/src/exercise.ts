/** An exercise on disk. Next: run-exercise.ts */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseManifest, type Manifest, type Problem } from '@lastack/exercise-kit';

export interface Exercise {
  /** The exercise's folder, absolute. */
  readonly folder: string;
  readonly manifest: Manifest;
}

export type ExerciseResult =
  { readonly ok: true; readonly exercise: Exercise } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads exercise.json of `folder`. Problems have the file's path as given; nothing throws for a bad or missing file. */
export async function readExercise(folder: string): Promise<ExerciseResult> {
  const file = path.join(folder, 'exercise.json');
  let source: string;
  try {
    source = await readFile(file, 'utf8');
  } catch {
    const message = 'there is no exercise.json here';
    return { ok: false, problems: [{ file, line: 1, column: 1, message, help: 'Name the folder of an exercise.' }] };
  }
  const parsed = parseManifest(source, file);
  if (!parsed.ok) return parsed;
  return { ok: true, exercise: { folder: path.resolve(folder), manifest: parsed.manifest } };
}
