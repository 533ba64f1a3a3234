/**
 * What a subject's process may say: `ID ok JSON`, `ID nothing`, `ID threw JSON`, `ID refused JSON` (the words in two
 * languages). The answer stands alone in its JSON, so that the codec's limits mean the same as in every other place.
 * The trusted side checks every word of it (in-vitest/reply.ts).
 */
import { BorderViolation, describeThrown, SubjectError, type Plain } from '@lastack/exercise-kit/border';

const { stringify } = JSON;

export function answerReply(id: number, answer: Plain | undefined): string {
  return answer === undefined ? `${id} nothing` : `${id} ok ${stringify(answer)}`;
}

export function errorReply(id: number, thrown: unknown): string {
  if (thrown instanceof BorderViolation) return `${id} refused ${stringify(thrown.text)}`;
  if (thrown instanceof SubjectError) return `${id} threw ${stringify(thrown.text)}`;
  const words = describeThrown(thrown);
  return `${id} threw ${stringify({ en: words, 'zh-Hans': words })}`;
}
