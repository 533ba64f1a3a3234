/**
 * A record as a clause: what its host did, without the moment and without the host's name, so that clauses of one
 * moment can share them. One `Teller` for each language; a record kind that one of them lacks does not compile.
 * Next: call.ts
 */
import type { Reading } from '../reading.ts';
import type { TraceRecord } from '../record.ts';
import type { StateWords } from './words.ts';

export interface Clause {
  readonly text: string;
  /** The host `does` it; or something of the host's does (`its recv() returns 0`); or the text is a sentence of its `own`. */
  readonly subject: 'does' | 'its' | 'own';
}

/** What a clause may look at beside its own record. */
export interface Scene {
  readonly reading: Reading;
  readonly index: number;
  /** The record before this one at the same host and moment, which it may answer; `null` when it begins the moment. */
  readonly before: TraceRecord | null;
}

export type RecordOf<Type extends TraceRecord['type']> = Extract<TraceRecord, { type: Type }>;

export type Clauses = { readonly [Type in TraceRecord['type']]: (record: RecordOf<Type>, scene: Scene) => Clause };

export interface Teller {
  readonly clauses: Clauses;
  readonly states: StateWords;
  /** One host at one moment, as one sentence; never called with an `own` clause beside others. */
  sentence(at: string, host: string, clauses: readonly Clause[]): string;
  /** A sentence, and what it means: `B enters CLOSE-WAIT` and `its peer has finished …`. */
  explained(sentence: string, meaning: string): string;
}

export const does = (text: string): Clause => ({ text, subject: 'does' });
export const its = (text: string): Clause => ({ text, subject: 'its' });
export const own = (text: string): Clause => ({ text, subject: 'own' });
