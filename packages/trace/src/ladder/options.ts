/** What a reader may ask of a ladder, however it is drawn. Next: words.ts */
import type { Language } from '../language.ts';
import type { Divergence } from './ladder.ts';

export interface LadderOptions {
  /** Default `en`. */
  readonly language?: Language;
  /** The first and the last record to draw, by index; absent: from the first, to the last. */
  readonly from?: number;
  readonly until?: number;
  /** Default `relative`: a SYN has 0. */
  readonly numbers?: 'relative' | 'absolute';
  /** System calls beside the lifelines. Default true. */
  readonly calls?: boolean;
  /** The record at which the reader stands. */
  readonly cursor?: number;
  /** The record to point at, with what to say of it. */
  readonly mark?: Divergence;
}
