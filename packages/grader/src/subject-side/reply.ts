/**
 * What a subject's process may say: `ID ok JSON`, `ID nothing`, `ID threw JSON`, `ID refused JSON` (the words in two
 * languages, and where it was thrown), `ID stopped memory` or `ID stopped time` (an
 * interpreter that holds its own limits). The answer stands alone in its JSON, so that the codec's limits mean the same as in every other place.
 * The trusted side checks every word of it (in-vitest/reply.ts).
 */
import {
  BorderViolation,
  describeThrown,
  SubjectError,
  type Plain,
  type Transport,
} from '@lastack/exercise-kit/border';

const { stringify } = JSON;

export function answerReply(id: number, answer: Plain | undefined): string {
  return answer === undefined ? `${id} nothing` : `${id} ok ${stringify(answer)}`;
}

/** What a subject's side throws when its engine has stopped the learner's code. */
export class Stopped extends Error {
  readonly limit: 'memory' | 'time';

  constructor(limit: 'memory' | 'time') {
    super(limit);
    this.limit = limit;
  }
}

/** A reply that was written already: by the other half of this host. */
export class Said extends Error {}

export function errorReply(id: number, thrown: unknown): string {
  if (thrown instanceof Said) return thrown.message;
  if (thrown instanceof Stopped) return `${id} stopped ${thrown.limit}`;
  if (thrown instanceof BorderViolation) return `${id} refused ${stringify(thrown.text)}`;
  if (thrown instanceof SubjectError) return `${id} threw ${stringify({ ...thrown.text, at: thrown.at })}`;
  return `${id} threw ${stringify({ ...describeThrown(thrown), at: null })}`;
}

/** Answers a call with the whole text of a reply. */
export type Answer = (id: number, name: string, args: readonly Plain[]) => string;

/** A transport's answer, or the error that it threw, as a reply. */
export function answering(transport: Pick<Transport, 'call'>): Answer {
  return (id, name, args) => {
    try {
      return answerReply(id, transport.call(name, args));
    } catch (thrown) {
      return errorReply(id, thrown);
    }
  };
}
