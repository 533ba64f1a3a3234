/** The two languages of the course. Every word that a person reads exists in both. Next: time.ts */

export const LANGUAGES = ['en', 'zh-Hans'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One sentence in both languages; neither is optional, so a missing translation does not compile. */
export type Bilingual = { readonly [language in Language]: string };

/** A sentence in both languages, in one line. */
export const bilingual = (en: string, zhHans: string): Bilingual => ({ en, 'zh-Hans': zhHans });
