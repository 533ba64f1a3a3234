/**
 * What runs on a host: a pure function from its memory and one event to its next memory and its calls.
 * Next: rules.ts
 */
import type { Bytes, ErrnoName, Micros } from '@lastack/tcp';
import type { CallResult, SystemCall } from './call.ts';

/** What a program sees. `fd` is the descriptor that it happened to. */
export type ProgramEvent =
  /** Once, at time 0. */
  | { readonly type: 'start'; readonly now: Micros }
  /** A listener has a connection for accept(). */
  | { readonly type: 'incoming'; readonly now: Micros; readonly fd: number }
  /** accept() returned `fd`, whoever called it. */
  | { readonly type: 'accepted'; readonly now: Micros; readonly fd: number; readonly listener: number }
  | { readonly type: 'connected'; readonly now: Micros; readonly fd: number }
  /** Octets came; `waiting` is all that is unread. */
  | { readonly type: 'readable'; readonly now: Micros; readonly fd: number; readonly waiting: Bytes }
  /** The peer's FIN was taken; once read to its end, recv() gives no octets. */
  | { readonly type: 'peer-closed'; readonly now: Micros; readonly fd: number }
  /** The connection died: what the next call will answer. */
  | { readonly type: 'reset'; readonly now: Micros; readonly fd: number; readonly error: ErrnoName }
  /** One of this program's own calls returned. */
  | { readonly type: 'result'; readonly now: Micros; readonly call: SystemCall; readonly result: CallResult };

/** A call, and how long after the event it is made (0). */
export type ProgramCall = SystemCall & { readonly after?: Micros };

export interface ProgramStep<Memory> {
  readonly memory: Memory;
  readonly calls: readonly ProgramCall[];
}

/** A reducer: the same arguments give the same step, and `memory` is plain data. */
export interface Program<Memory = unknown> {
  readonly initial: Memory;
  step(memory: Memory, event: ProgramEvent): ProgramStep<Memory>;
}

/** Ties the two `Memory`s of one program together, and forgets which type it is. */
export const program = <Memory>(definition: Program<Memory>): Program => definition as Program;
