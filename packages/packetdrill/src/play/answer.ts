/**
 * What a call has answered, as POSIX gives it: a number and an errno. Next: option-values.ts
 */
import type { CallResult } from '@lastack/simulator';
import type { ScriptErrno } from '../parse/errno.ts';

export interface Answer {
  readonly value: number;
  readonly error: ScriptErrno | null;
}

export const SUCCESS: Answer = Object.freeze({ value: 0, error: null });

/** The host's result: octets count, an errno is −1. */
export function answerOf({ value, error }: CallResult): Answer {
  if (error !== null) return { value: -1, error };
  if (value === null) return SUCCESS;
  return { value: typeof value === 'string' ? value.length : value, error: null };
}
