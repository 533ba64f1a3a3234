/** What a learner's code threw, with the place in the learner's own file: said where there is time to parse it again. */
import { settle, withPlace, type SyntaxNode } from '@lastack/exercise-kit/border';
import type { Report, ReportedError, ReportedTest } from './report.ts';
import { syntaxOf } from './subject-file/subject-file.mjs';

/** The learner's file, and its name for people. */
export interface Written {
  readonly source: string;
  readonly manifest: { readonly subject: string };
}

export function placedReport({ tests, errors }: Report, written: Written): Report {
  return {
    tests: tests.map((test) => placedTest(test, written)),
    errors: errors.map((error) => placed(error, written)),
  };
}

export function placedTest(test: ReportedTest, written: Written): ReportedTest {
  return { ...test, errors: test.errors.map((error) => placed(error, written)) };
}

function placed(error: ReportedError, { source, manifest }: Written): ReportedError {
  const { at, text } = error;
  if (!at || !text) return error;
  const program = syntaxOf(source) as SyntaxNode;
  return { ...error, at: null, text: withPlace(text, manifest.subject, source, settle(program, source, at)) };
}
