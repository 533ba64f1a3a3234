/** What a learner's code threw, with the place in the learner's own file: the same in every place. */
import { readFileSync } from 'node:fs';
import { settle, SubjectError, withPlace, type SyntaxNode } from '@lastack/exercise-kit/border';
import { syntaxOf } from '../../vitest/subject-file.mjs';
import type { Job } from './job.ts';

/** `error` with its place in words. Reads and parses the file only then: most runs have no need of it. */
export function placed(
  error: SubjectError,
  { source, subjectName }: Pick<Job, 'source' | 'subjectName'>,
): SubjectError {
  if (error.at === null) return error;
  const text = readFileSync(source, 'utf8');
  return new SubjectError(
    withPlace(error.text, subjectName, text, settle(syntaxOf(text) as SyntaxNode, text, error.at)),
  );
}
