/** The shortest way to a subject: a module in this very process. For the learner's own machine, where good faith holds. */
import type { Plain, Transport } from './border.ts';
import { SubjectError } from './border.ts';
import { toPlain } from './codec.ts';
import { lacksExport, threw } from './subject-words.ts';

export interface DirectOptions {
  /** The loaded module of the learner, or any object of functions. */
  readonly subject: Readonly<Record<string, unknown>>;
  /** Octets that one answer may have as JSON. */
  readonly replyBytes: number;
  /** Runs around each call: a watchdog's clock, where the place has one. */
  readonly around?: (name: string, run: () => unknown) => unknown;
}

/** A transport whose calls are plain function calls, with the same codec and the same words as the others. */
export function directTransport({ subject, replyBytes, around = (_, run) => run() }: DirectOptions): Transport {
  return {
    call(name: string, args: readonly Plain[]): Plain | undefined {
      const exported = Object.hasOwn(subject, name) ? subject[name] : undefined;
      if (typeof exported !== 'function') throw new SubjectError(lacksExport(name));
      const answer = around(name, () => {
        try {
          return Reflect.apply(exported, undefined, args) as unknown;
        } catch (thrown) {
          throw new SubjectError(threw(name, thrown));
        }
      });
      return toPlain(answer, 'answer', replyBytes);
    },
    close() {},
  };
}
