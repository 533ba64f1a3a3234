/**
 * The way to the learner's code in this very worker: the shortest transport, with word to the supervisor whenever the
 * code is entered and left. `#subject` is generated from exercise.json on top of this.
 */
import {
  couldNotLoad,
  directTransport,
  functionBorder,
  placeOfThrown,
  SubjectError,
  type BorderFunction,
  type Transport,
} from '@lastack/exercise-kit/border';
import type { Phase } from '../pulse.ts';
import type { Realm } from '../realm/realm.ts';

let transport: Transport | null = null;

/** What `#subject` exports: one function for each name in exercise.json. */
export function border(exports: readonly string[]): Readonly<Record<string, BorderFunction>> {
  return functionBorder(exports, () => {
    if (!transport) throw new Error('#subject was called before it was opened');
    return transport;
  });
}

/** Told to the supervisor, before and after the learner's code runs. */
export interface Steps {
  entered(phase: Phase): void;
  left(phase: Phase): void;
}

/** Loads the learner's file, whose module is called `file`. What goes wrong is thrown at every call, as in every place. */
export async function openSubject(
  load: () => Promise<Realm>,
  file: string,
  replyBytes: number,
  steps: Steps,
): Promise<void> {
  steps.entered('load');
  try {
    const realm = await load();
    transport = directTransport({ ...realm, replyBytes, around: (_, run) => timed(run, steps) });
  } catch (thrown) {
    const error = new SubjectError(couldNotLoad(thrown), placeOfThrown(thrown, file));
    transport = { call: () => raise(error), close() {} };
  } finally {
    steps.left('load');
  }
}

function timed<T>(run: () => T, { entered, left }: Steps): T {
  entered('call');
  try {
    return run();
  } finally {
    left('call');
  }
}

function raise(error: Error): never {
  throw error;
}
