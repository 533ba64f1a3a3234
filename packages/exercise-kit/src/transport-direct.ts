/** The shortest way to a subject: a module in this very process. For the learner's own machine, where good faith holds. */
import type { Plain, Transport } from './border.ts';
import { SubjectError } from './border.ts';
import { toPlain } from './codec.ts';
import { lacksExport, placeOfThrown, threw } from './subject-words.ts';

export interface DirectOptions {
  /** The loaded module of the learner, or any object of functions. */
  readonly subject: Readonly<Record<string, unknown>>;
  /** Octets that one answer may have as JSON. */
  readonly replyBytes: number;
  /** A text that occurs in the name of the learner's module and of no other: for the place of what it throws. */
  readonly file?: string;
  /** Brings arguments to where the subject lives: into a realm of its own. Absent: it lives here. */
  readonly enter?: (args: readonly Plain[]) => readonly unknown[];
  /** Sees what the subject threw before it is put into words, and may throw something else. */
  readonly onThrown?: (thrown: unknown) => void;
  /** Runs around each call: a watchdog's clock, where the place has one. */
  readonly around?: (name: string, run: () => unknown) => unknown;
}

/** A transport whose calls are plain function calls, with the same codec and the same words as the others. */
export function directTransport(options: DirectOptions): Transport {
  const { subject, replyBytes, enter = (args) => args, around = (_, run) => run() } = options;
  return {
    call(name: string, args: readonly Plain[]): Plain | undefined {
      const exported = Object.hasOwn(subject, name) ? subject[name] : undefined;
      if (typeof exported !== 'function') throw new SubjectError(lacksExport(name));
      // Reading the answer is a part of the call: it may be a Proxy, whose traps are the learner's code.
      return around(name, () => toPlain(answerOf(exported, name, enter(args), options), 'answer', replyBytes)) as
        Plain | undefined;
    },
    close() {},
  };
}

function answerOf(
  exported: unknown,
  name: string,
  args: readonly unknown[],
  { file, onThrown }: DirectOptions,
): unknown {
  try {
    return Reflect.apply(exported as () => unknown, undefined, args);
  } catch (thrown) {
    onThrown?.(thrown);
    throw new SubjectError(threw(name, thrown), file === undefined ? null : placeOfThrown(thrown, file));
  }
}
