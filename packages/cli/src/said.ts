/** Words that a library has in both languages, or in one alone. Next: columns.ts */
import type { Text } from '@lastack/exercise-kit';
import type { Terminal } from './terminal.ts';

type Speaker = Pick<Terminal, 'say' | 'language'>;

/** Protocol text (a packet, a name) is the same in every language and comes as a plain string. */
export const said = (words: string | Text, { say }: Pick<Speaker, 'say'>): string =>
  typeof words === 'string' ? words : say(words);

/** What is wrong, and what to do about it: two sentences in one line. */
export function advice({ message, help }: { message: string | Text; help: string | Text }, speaker: Speaker): string {
  const [what, how] = [said(message, speaker), said(help, speaker)];
  if (how === '') return what;
  return speaker.language === 'en' ? `${what}. ${how}` : `${what}。${how}`;
}
