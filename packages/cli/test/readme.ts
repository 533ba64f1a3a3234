/** The blocks of README.md, and what belongs into them. `npm run readme` writes; readme.test.ts compares. */
import { fileURLToPath } from 'node:url';
import { COURSE, lastack } from './lastack.ts';
import { sit } from './person.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
export const README = fileURLToPath(new URL('../README.md', import.meta.url));

/** `<!-- lastack … -->` or `<!-- screen -->`, and the fence after it. */
const BLOCK = /(<!-- (lastack [^\n]*|screen) -->\n```\n)([^]*?)(?=```)/g;

/** What a person sees of the fixture course, 80 by 24. */
async function screen(): Promise<string> {
  const person = sit({ cwd: COURSE });
  await person.sees('Look at');
  return `${person.text}\n`;
}

/** The same text with every block as it should be. */
export async function drawn(text: string): Promise<string> {
  const shown = new Map<string, string>();
  for (const [, , what = ''] of text.matchAll(BLOCK))
    shown.set(what, what === 'screen' ? await screen() : lastack(what.split(' ').slice(1), { cwd: ROOT }).out);
  return text.replace(BLOCK, (_, opening: string, what: string) => opening + shown.get(what)!);
}
