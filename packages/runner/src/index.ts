/** What every place shares: from a learner's file to JavaScript, and from what happened to a verdict. */
export type { Compiled, SubjectProblem } from './subject-file/subject-file.mjs';
export { compileSubject, LANGUAGE, linkSubject, MAX_SOURCE } from './subject-file/subject-file.mjs';
