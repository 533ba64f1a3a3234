/** A sentence in the two languages of the course. Neither is optional: a missing translation does not compile. */
export interface Text {
  readonly en: string;
  readonly 'zh-Hans': string;
}

export type Language = keyof Text;

/** A sentence in both languages, in one line: `text('the clock runs', '计时器在走')`. */
export const text = (en: string, zhHans: string): Text => ({ en, 'zh-Hans': zhHans });

/** The same words in both languages: a number, a segment, a name from the RFC. */
export const verbatim = (words: string): Text => ({ en: words, 'zh-Hans': words });
