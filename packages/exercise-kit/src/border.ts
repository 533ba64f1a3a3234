/**
 * The border between a test and a learner's code. `#subject` is always this: every argument and every answer is
 * encoded, checked and frozen, whichever way it travels, so that nobody passes here and fails there.
 * Next: codec.ts (what may cross), transport-direct.ts (the shortest way), border-function.ts, border-program.ts
 */
import type { Text } from './text.ts';
import type { ThrownPlace } from './thrown-place.ts';
import type { LimitName } from './verdict.ts';

/** What may cross: plain JSON. `undefined` alone, as a whole answer, stands for "nothing returned". */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** A way to the subject: in this process, in a worker, or in a confined child. Synchronous for functions. */
export interface Transport {
  /**
   * Calls an exported function. Throws `SubjectError` when the subject throws, `BorderViolation` when it answers
   * with what may not cross, `SubjectStopped` when it hit a limit.
   */
  call(name: string, args: readonly Plain[]): Plain | undefined;
  close(): void;
}

/** A program under test: its own process, judged from the other end of its sockets. */
export interface ProgramHandle {
  /** Calls a function that the program's file exports and waits for its promise. */
  call(name: string, ...args: readonly Plain[]): Promise<Plain | undefined>;
  /** After the first one the program may end when it has nothing left to do. `SIGCONT` disturbs nothing else. */
  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGKILL' | 'SIGCONT'): void;
  /** Resolves when the process has ended. */
  readonly exit: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** What it has printed so far. */
  output(): string;
}

/** A value that may not cross, on either side. The message says what, where and what to do. */
export class BorderViolation extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.name = 'BorderViolation';
    this.text = text;
  }
}

/** The subject threw, lacks an export, or ended itself. Never the test's own fault. */
export class SubjectError extends Error {
  readonly text: Text;
  /** Where in the learner's file it was thrown, when that is known. */
  readonly at: ThrownPlace | null;

  constructor(text: Text, at: ThrownPlace | null = null) {
    super(text.en);
    this.name = 'SubjectError';
    this.text = text;
    this.at = at;
  }
}

/** The subject was stopped at a limit; every later call says so again. */
export class SubjectStopped extends Error {
  readonly text: Text;
  readonly limit: LimitName;

  constructor(limit: LimitName, text: Text) {
    super(text.en);
    this.name = 'SubjectStopped';
    this.limit = limit;
    this.text = text;
  }
}
