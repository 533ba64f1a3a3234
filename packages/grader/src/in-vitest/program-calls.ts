/**
 * The calls under way to one program: each has a number, a deadline and a promise. They wait until the host is there and
 * the learner's file is loaded; the first fatal error ends them all, and every later one.
 */
import type { Plain } from '@lastack/exercise-kit/border';
import type { Death } from '../../vitest/pump.mjs';
import { frameOf } from './frame.ts';
import type { Job } from './job.ts';
import { readReply, type Reply } from './reply.ts';

export interface Calls {
  load(file: string, args: readonly string[]): void;
  call(name: string, args: readonly Plain[]): Promise<Plain | undefined>;
  /** A frame has come. */
  reply(frame: Uint8Array): void;
  /** The program may end when it has nothing left to do. */
  release(): void;
  /** Ends all calls, now and later. The first error stays. */
  fail(error: Error): void;
  readonly failed: boolean;
  readonly phase: Phase;
}

export type Phase = 'start' | 'load' | 'call';

interface Line {
  send(frame: Uint8Array): void;
  /** Kills the program, and comes back with `fail`. */
  stop(death: Death): void;
}

interface Pending {
  readonly resolve: (value: Plain | undefined) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** ms for the process to start: the machine's time, not the learner's. */
const START_MS = 30_000;

export function openCalls({ limits }: Job, line: Line): Calls {
  const pending = new Map<number, Pending>();
  let phase: Phase = 'start';
  let error: Error | null = null;
  let last = 0;
  let ready: Promise<unknown> = Promise.resolve();

  const expect = (id: number, ms: number): Promise<Plain | undefined> =>
    new Promise((resolve, reject) => {
      if (error) return reject(error);
      const timer = setTimeout(() => line.stop({ type: 'limit', limit: 'time', ms }), ms);
      pending.set(id, { resolve, reject, timer });
    });
  const ask = (question: object, ms: number): Promise<Plain | undefined> => {
    const id = ++last;
    const answer = expect(id, ms);
    if (!error) line.send(frameOf(JSON.stringify({ id, ...question })));
    return answer;
  };
  const settle = (reply: Reply): void => {
    const call = pending.get(reply.id);
    if (!call) return line.stop({ type: 'protocol', what: 'an answer to no question' });
    pending.delete(reply.id);
    clearTimeout(call.timer);
    if (reply.type === 'answer') call.resolve(reply.value);
    else call.reject(reply.error);
  };
  const calls = {
    load(file: string, args: readonly string[]) {
      ready = quiet(
        expect(0, START_MS)
          .then(() => {
            phase = 'load';
            return ask({ load: file, args, replyBytes: limits.replyBytes }, limits.loadMs);
          })
          .then(
            () => void (phase = 'call'),
            // A file that cannot be loaded fails every call alike.
            (thrown: Error) => void (error ??= thrown),
          ),
      );
    },
    call: (name: string, args: readonly Plain[]) => quiet(ready.then(() => ask({ name, args }, limits.callMs))),
    reply(frame: Uint8Array) {
      let reply: Reply;
      try {
        reply = readReply(frame, limits.replyBytes);
      } catch {
        return line.stop({ type: 'protocol', what: 'an answer of another form' });
      }
      settle(reply);
    },
    release: () => line.send(frameOf(JSON.stringify({ release: true }))),
    fail(cause: Error) {
      error ??= cause;
      for (const call of pending.values()) {
        clearTimeout(call.timer);
        call.reject(error);
      }
      pending.clear();
    },
    get failed() {
      return error !== null;
    },
    get phase() {
      return phase;
    },
  };
  return calls;
}

/** A call that the test no longer waits for may fail in silence: the test has what it wanted. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
