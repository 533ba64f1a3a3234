/** The border of an exercise whose subject is a program: `start` is all that `#subject` exports. */
import type { Plain, ProgramHandle } from './border.ts';
import { isWitnessed, wasAsked } from './witness.ts';

/** A program of module `M`: the calls have the names and types of what its file exports. */
export interface ProgramOf<M> extends Omit<ProgramHandle, 'call'> {
  call<K extends keyof M & string>(name: K, ...args: ArgumentsOf<M[K]>): Promise<AnswerOf<M[K]>>;
}

type ArgumentsOf<F> = F extends (...args: infer A) => unknown ? A : never;
type AnswerOf<F> = F extends (...args: never) => infer R ? Awaited<R> : never;

export interface ProgramDoor<M> {
  /** Starts the program in a process of its own, with `args` behind its name in `process.argv`. */
  start(args?: readonly string[]): ProgramOf<M>;
}

/**
 * Typed access to a program under test. In an editor `#subject` is the learner's file, so that its types are known;
 * when the test runs it is the border, which exports `start`.
 * @example import * as subject from '#subject'; const { start } = programOf(subject);
 */
export function programOf<M extends object>(subject: M): ProgramDoor<M> {
  const start: unknown = Reflect.get(subject, 'start');
  if (typeof start !== 'function' || !Reflect.get(start, BORDER)) {
    throw new Error(
      '#subject is not the border of a program: check "kind" in exercise.json, and run the test with lastack test.',
    );
  }
  return { start: start as ProgramDoor<M>['start'] };
}

const BORDER: unique symbol = Symbol.for('@lastack/exercise-kit/program-border');

/** The border itself, around the way in which this place starts a process. */
export function programBorder(start: (args: readonly string[]) => ProgramHandle): { readonly start: typeof start } {
  const door = (args: readonly string[] = []): ProgramHandle => {
    const handle = start(args);
    return isWitnessed() ? witnessed(handle, args) : handle;
  };
  return { start: Object.assign(door, { [BORDER]: true }) };
}

/** The same program; what it is asked, sent and ends with is kept, each when it is known. */
function witnessed(handle: ProgramHandle, args: readonly string[]): ProgramHandle {
  wasAsked('start', args, 'started');
  handle.exit.then(({ code, signal }) => wasAsked('exit', [], signal ?? code)).catch(() => {});
  return {
    exit: handle.exit,
    output: () => handle.output(),
    signal(name) {
      handle.signal(name);
      wasAsked('signal', [name], 'sent');
    },
    async call(name: string, ...values: readonly Plain[]) {
      try {
        const answer = await handle.call(name, ...values);
        wasAsked(name, values, answer);
        return answer;
      } catch (thrown) {
        wasAsked(name, values, `rejected: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
        throw thrown;
      }
    },
  };
}
