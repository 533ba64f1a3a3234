/**
 * The closed lists that every language has a word for. A value that one language lacks does not compile.
 * Next: clause.ts
 */
import type { Signal, State, TimerName } from '@lastack/tcp';
import type { DropReason } from '../record.ts';

/** What a state means to the host that is in it. The name itself is never translated. */
export type StateWords = { readonly [state in State]: string };
export type DropReasonWords = { readonly [reason in DropReason]: string };
export type TimerWords = { readonly [timer in TimerName]: string };
export type SignalWords = { readonly [signal in Signal]: string };
