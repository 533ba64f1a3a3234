/** A trace's ladder as a failure shows it: in both languages, as wide as a terminal. */
import { ladderText, type TextOptions, type Trace } from '@lastack/trace';
import type { Text } from './text.ts';

export interface LadderOfOptions extends Omit<TextOptions, 'language' | 'mark'> {
  /** The record at which it went wrong, by index, and what to say of it. */
  readonly mark?: { readonly record: number; readonly text: Text };
}

/** The ladder of a whole trace, or of the part that `options` name by `from` and `until`. */
export function ladderOf(trace: Trace, { mark, ...options }: LadderOfOptions = {}): Text {
  const inLanguage = (language: keyof Text): string =>
    ladderText(trace, {
      ...options,
      language,
      ...(mark === undefined ? {} : { mark: { record: mark.record, text: mark.text[language] } }),
    });
  return { en: inLanguage('en'), 'zh-Hans': inLanguage('zh-Hans') };
}
