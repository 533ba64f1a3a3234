/** Other people's code, judged: one exercise in one place, a whole course, a folder of submissions. */
export type { Exercise, ExerciseResult } from './exercise.ts';
export { readExercise } from './exercise.ts';
export type { Subject } from './stage.ts';
export type { RunOptions } from './run-exercise.ts';
export { openTrustedFor, runExercise } from './run-exercise.ts';
export type { TrustedProcess } from './trusted-process.ts';
export { MachineLacks } from './machine-lacks.ts';
export type { OsIsolation, OsMissing } from './os/probe.ts';
export { probeOs } from './os/probe.ts';
export type { CourseProblem } from './verify/problem.ts';
export type { Mutant } from './verify/mutant.ts';
export type { Expectation } from './verify/expectation.ts';
export type { PlaceCheck, VerifyOptions, VerifyReport, VerifyRun } from './verify/verify-exercises.ts';
export { verifyExercises } from './verify/verify-exercises.ts';
export type { Graded, GradeOptions, Isolation } from './grade/grade-submissions.ts';
export { GradeRefused } from './grade/intake.ts';
export { gradeSubmissions } from './grade/grade-submissions.ts';
export type { Results } from './grade/results.ts';
