/** What an exercise's test file imports, and how a failure, a verdict and an exercise are described. */
export type { Language, Text } from './text.ts';
export { text, verbatim } from './text.ts';
export type { Failure } from './failure.ts';
export { failureText, replayCommand, shownLadder } from './failure-text.ts';
export type { Account, AskedCall, Parting, RepeatedCall } from './account.ts';
export { accountText } from './account-text.ts';
export { LESSONS, lessonTitle, type LessonName } from './lesson.ts';
export type { Finding, Rule } from './rule.ts';
export { RuleBroken } from './rule.ts';
export { COMMON, ruleBook, type BookOptions, type Entry } from './rule-book.ts';
export { Story, type StoryOptions } from './story.ts';
export { judge, type Judged, type Requirement } from './requirement.ts';
export {
  boolean,
  listOf,
  nullable,
  object,
  oneOf,
  sequenceNumber,
  string,
  whole,
  type Misfit,
  type Of,
  type Shape,
} from './shape.ts';
export { asking, callText, plainText, type Asked, type AskingOptions } from './asking.ts';
export type { Conversation, SpokenSegment } from './conversation.ts';
export { conversation } from './conversation.ts';
export { ladderOf } from './ladder-of.ts';
export type { SocketEvent } from './socket-ladder.ts';
export { socketLadder } from './socket-ladder.ts';
export type { Random } from './random.ts';
export { PUBLIC_SEED, randomFrom, seedFor, setSeed } from './random.ts';
export { randomCases, replayOnly } from './random-cases.ts';
export { MOST_QUESTIONS, remembered, type RememberOptions } from './memory.ts';
export {
  ahead,
  controlBits,
  onward,
  plainSegment,
  relativeWords,
  segmentFrom,
  segmentWords,
  type PlainSegment,
  type Said,
} from './plain-segment.ts';
export {
  milliseconds,
  over,
  plainState,
  stays,
  tcpWith,
  transmits,
  type PlainState,
  type TcbOf,
} from './plain-state.ts';
export { BARE_HOST, World, world, type Play, type Who } from './world.ts';
export { watch, Watched, type Found, type WatchOptions } from './watched.ts';
export { prove, proveModel, type Proof, type ProveOptions, type Telling } from './exhaustive.ts';
export type { LimitName, Outcome, Place, TestResult, Verdict } from './verdict.ts';
export type { Limits, Manifest } from './manifest.ts';
export { DEFAULT_LIMITS } from './manifest.ts';
export type { ManifestResult, Problem } from './manifest-parse.ts';
export { parseManifest } from './manifest-parse.ts';
export type { Plain, ProgramHandle, Transport } from './border.ts';
export { BorderViolation, SubjectError, SubjectStopped } from './border.ts';
export type { ProgramDoor, ProgramOf } from './border-program.ts';
export { programOf } from './border-program.ts';
