/**
 * The learner's code and the way to it, in this very worker: the shortest transport, inside a recorded realm, with word
 * to the supervisor whenever the code is entered and left. `#subject` is generated from exercise.json on top of this.
 */
import {
  couldNotLoad,
  describeThrown,
  directTransport,
  functionBorder,
  SubjectError,
  type BorderFunction,
  type Transport,
} from '@lastack/exercise-kit/border';
import type { Phase } from '../pulse.ts';
import type { Realm } from './realm.ts';

let transport: Transport | null = null;

/** What `#subject` exports: one function for each name in exercise.json. */
export function border(exports: readonly string[]): Readonly<Record<string, BorderFunction>> {
  return functionBorder(exports, () => {
    if (!transport) throw new Error('#subject was called before it was opened');
    return transport;
  });
}

export interface Surroundings {
  readonly realm: Realm;
  /** Told to the supervisor, before and after. */
  readonly entered: (phase: Phase) => void;
  readonly left: (phase: Phase) => void;
  /** An error that the learner's code made of everything, whatever it answers: it ended its own process. */
  readonly ended: () => Error | null;
}

/** Loads the learner's file. What goes wrong is thrown at every call, as in every place. */
export async function openSubject(
  load: () => Promise<Readonly<Record<string, unknown>>>,
  replyBytes: number,
  surroundings: Surroundings,
): Promise<void> {
  const { realm, entered, left, ended } = surroundings;
  const check = (): void => {
    const error = ended();
    if (error) throw error;
  };
  entered('load');
  try {
    const subject = await load();
    check();
    transport = watched(directTransport({ subject, replyBytes, around: inRealm(realm, check) }), surroundings);
  } catch (thrown) {
    const error = ended() ?? new SubjectError(couldNotLoad(describeThrown(thrown)));
    transport = { call: () => raise(error), close() {} };
  } finally {
    left('load');
    realm.look();
  }
}

/** The clock runs for the whole call, the reading of its answer included: a Proxy is the learner's code, too. */
function watched(direct: Transport, { entered, left }: Surroundings): Transport {
  return {
    call(name, args) {
      entered('call');
      try {
        return direct.call(name, args);
      } finally {
        left('call');
      }
    },
    close() {},
  };
}

function inRealm(realm: Realm, check: () => void): (name: string, run: () => unknown) => unknown {
  const called = new Set<string>();
  return (name, run) => {
    check();
    realm.enter();
    try {
      return run();
    } finally {
      realm.leave();
      if (!called.has(name)) {
        called.add(name);
        realm.look();
      }
      check();
    }
  };
}

function raise(error: Error): never {
  throw error;
}
