/** A trace's ladder as a failure shows it: in both languages, as wide as a terminal. */
import { ladderText, type TextOptions, type Trace } from '@lastack/trace';
import type { Text } from './text.ts';

/** The ladder of a whole trace, or of the part that `options` name (`from`, `until`, `mark`). */
export const ladderOf = (trace: Trace, options: Omit<TextOptions, 'language'> = {}): Text => ({
  en: ladderText(trace, { ...options, language: 'en' }),
  'zh-Hans': ladderText(trace, { ...options, language: 'zh-Hans' }),
});
