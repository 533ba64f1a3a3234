/** The door `@lastack/exercise-kit/border`: the border and the seed, for runners; a subject's side of it needs no more. */
export type { Plain, ProgramHandle, Transport } from './border.ts';
export { BorderViolation, SubjectError, SubjectStopped } from './border.ts';
export { toPlain } from './codec.ts';
export { fromJson } from './codec-json.ts';
export { directTransport } from './transport-direct.ts';
export type { DirectOptions } from './transport-direct.ts';
export { functionBorder } from './border-function.ts';
export type { BorderFunction } from './border-function.ts';
export { programBorder } from './border-program.ts';
export {
  brokeProtocol,
  couldNotLoad,
  describeThrown,
  endedItself,
  lacksExport,
  placeOfThrown,
  stoppedAt,
  threw,
} from './subject-words.ts';
export { settle, withPlace } from './thrown-place.ts';
export type { SyntaxNode, ThrownPlace } from './thrown-place.ts';
export { setSeed } from './random.ts';
export { casesReplayed, replayOnly } from './random-cases.ts';
export type { Account, AskedCall } from './account.ts';
export { callWitness, Witness } from './witness.ts';
