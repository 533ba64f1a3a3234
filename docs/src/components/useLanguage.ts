/** The language of the page. */
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { LANGUAGES, type Language } from '@lastack/trace';

export function useLanguage(): Language {
  const { currentLocale } = useDocusaurusContext().i18n;
  const language = LANGUAGES.find((each) => each === currentLocale);
  if (language === undefined) throw new Error(`The widgets have no words in ${currentLocale}.`);
  return language;
}
