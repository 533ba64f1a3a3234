/**
 * The border between a test and a learner's code. `#subject` is always this: every argument and every answer is
 * encoded, checked and frozen, whichever way it travels, so that nobody passes here and fails there.
 */

/** What may cross: plain JSON. `undefined` alone, as a whole answer, stands for "nothing returned". */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** A way to the subject: in this process, in a worker, or in a confined child. Synchronous for functions. */
export interface Transport {
  /** Calls an exported function. Throws `SubjectError` when the subject throws, `BorderViolation` when it cheats. */
  call(name: string, args: readonly Plain[]): Plain | undefined;
  close(): void;
}

/** A program under test: its own process, judged from the other end of its sockets. */
export interface ProgramHandle {
  /** Calls a function that the program's file exports and waits for its promise. */
  call(name: string, ...args: readonly Plain[]): Promise<Plain | undefined>;
  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void;
  /** Resolves when the process has ended. */
  readonly exit: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** What it has printed so far. */
  output(): string;
}
