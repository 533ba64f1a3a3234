/** Other people's code, judged: one exercise in one place. */
export type { Exercise, ExerciseResult } from './exercise.ts';
export { readExercise } from './exercise.ts';
export type { RunOptions } from './run-exercise.ts';
export { runExercise } from './run-exercise.ts';
export type { TrustedProcess } from './trusted-process.ts';
export { openTrusted } from './trusted-process.ts';
