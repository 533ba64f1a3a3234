/** What every place shares: from a learner's file to JavaScript, and from what a run found to a verdict. */
export type { Compiled, SubjectProblem } from './subject-file/subject-file.mjs';
export { compileSubject, LANGUAGE, linkSubject, MAX_SOURCE } from './subject-file/subject-file.mjs';
export type { BegunTest, Report, ReportedError, ReportedTest } from './report.ts';
export {
  graderFailed,
  noFile,
  resultOf,
  sizeOf,
  verdictOfProblems,
  verdictOfReport,
  verdictOfStopped,
  verdictWithoutTests,
} from './judgement.ts';
