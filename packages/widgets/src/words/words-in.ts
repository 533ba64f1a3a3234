/** The words by language. */
import type { Language } from '@lastack/trace';
import { en } from './en.ts';
import type { Words } from './words.ts';
import { zhHans } from './zh-hans.ts';

const WORDS: { readonly [language in Language]: Words } = { en, 'zh-Hans': zhHans };

export const wordsIn = (language: Language): Words => WORDS[language];
