/**
 * The part of the interpreter's host that runs inside QuickJS, in a realm beside the learner's: it calls, reads the
 * answer and writes the reply, with the same codec and the same words as every other place.
 * Bundled into one script; host-interpreter.ts runs it and calls `open` and `couldNotBeLoaded`.
 */
import { couldNotLoad, directTransport, placeOfThrown, SubjectError } from '@lastack/exercise-kit/border';
import { answering, errorReply, Stopped } from './reply.ts';

/** The learner's realm makes its own arguments: frozen values of JSON. */
type FromJson = (json: string) => unknown;

export type Asked = (id: number, name: string, json: string) => string;

export function open(
  subject: Readonly<Record<string, unknown>>,
  fromJson: FromJson,
  replyBytes: number,
  file: string,
): Asked {
  let args = '';
  const transport = directTransport({
    subject,
    replyBytes,
    file,
    enter: () => fromJson(args) as unknown[],
    onThrown: refuseMemory,
  });
  const answer = answering(transport);
  return (id, name, json) => {
    args = json;
    return answer(id, name, []);
  };
}

/** The reply about what the file threw while it was loaded. */
export function couldNotBeLoaded(id: number, thrown: unknown, file: string): string {
  try {
    refuseMemory(thrown);
  } catch (stopped) {
    return errorReply(id, stopped);
  }
  return errorReply(id, new SubjectError(couldNotLoad(thrown), placeOfThrown(thrown, file)));
}

/** QuickJS throws where V8 ends its process. */
function refuseMemory(thrown: unknown): void {
  if (isOutOfMemory(thrown)) throw new Stopped('memory');
}

function isOutOfMemory(thrown: unknown): boolean {
  try {
    const { name, message } = thrown as { name?: unknown; message?: unknown };
    return name === 'InternalError' && message === 'out of memory';
  } catch {
    // Null, or a value that does not let itself be read: the learner's own.
    return false;
  }
}
