/**
 * One exercise, one subject, one place, one verdict: what `lastack test`, `verify` and `grade` all call.
 * Next: trusted-process.ts
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Manifest, Place, Text, Verdict } from '@lastack/exercise-kit';
import { compileSubject } from '../vitest/subject-file.mjs';
import type { Exercise } from './exercise.ts';
import { readProgress } from './progress-file.ts';
import { openTrusted, type TrustedProcess } from './trusted-process.ts';
import { verdictOf, verdictWithoutTests } from './verdict.ts';

export interface RunOptions {
  /** The base of all random cases, 0 … 2^32 − 1. Absent: the public one. */
  readonly seed?: number;
  /** A warm process to use again; closed by whoever opened it. Absent: one is started and closed. */
  readonly trusted?: TrustedProcess;
}

/**
 * Runs the exercise's test file against `subject`, the path of a TypeScript file, in `place`. Never throws for what a
 * subject is or does; the verdict says. Rejects only when this machine cannot do what was asked.
 */
export async function runExercise(
  exercise: Exercise,
  subject: string,
  place: Place,
  options: RunOptions = {},
): Promise<Verdict> {
  const { manifest } = exercise;
  const refused = await refusal(manifest, subject);
  if (refused) return verdictWithoutTests(manifest, place, 'invalid', refused);
  const trusted = options.trusted ?? openTrusted();
  const folder = await mkdtemp(path.join(tmpdir(), 'lastack-'));
  try {
    const progress = path.join(folder, 'progress.jsonl');
    await writeFile(progress, '');
    const { totalMs, memoryMB } = manifest.limits;
    const ending = await trusted.run({
      root: exercise.folder,
      pool: 'forks',
      memoryMB,
      totalMs,
      job: {
        transport: 'direct',
        kind: manifest.kind,
        subject: path.resolve(subject),
        subjectName: manifest.subject,
        limits: manifest.limits,
        seed: options.seed ?? null,
        progress,
      },
    });
    return verdictOf(manifest, place, ending, readProgress(progress));
  } finally {
    if (!options.trusted) trusted.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Why there is nothing to run: no file, a refused import, or no TypeScript. `null`: it can be run. */
async function refusal({ subject: name, kind }: Manifest, subject: string): Promise<Text | null> {
  let source: string;
  try {
    source = await readFile(subject, 'utf8');
  } catch {
    return { en: `There is no file ${name}.`, 'zh-Hans': `没有文件 ${name}。` };
  }
  const compiled = compileSubject(source, name, kind);
  if (compiled.ok) return null;
  const lines = (language: keyof Text): string =>
    compiled.problems.map(({ file, line, column, text }) => `${file}:${line}:${column} ${text[language]}`).join('\n');
  return { en: lines('en'), 'zh-Hans': lines('zh-Hans') };
}
