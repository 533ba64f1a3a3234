/** What an exercise's test file imports, and how a failure, a verdict and an exercise are described. */
export type { Language, Text } from './text.ts';
export type { Failure } from './failure.ts';
export type { LimitName, Outcome, Place, TestResult, Verdict } from './verdict.ts';
export type { Limits, Manifest } from './manifest.ts';
export { DEFAULT_LIMITS } from './manifest.ts';
export type { ManifestResult, Problem } from './manifest-parse.ts';
export { parseManifest } from './manifest-parse.ts';
export type { Plain, ProgramHandle, Transport } from './border.ts';
export { BorderViolation, SubjectError, SubjectStopped } from './border.ts';
export type { ProgramDoor, ProgramOf } from './border-program.ts';
export { programOf } from './border-program.ts';
