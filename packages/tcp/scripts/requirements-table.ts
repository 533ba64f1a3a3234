/** RFC 9293's Appendix B as a table for readers, made from requirements.json. */
import { readFileSync } from 'node:fs';

export interface Requirement {
  /** As Appendix B writes it: `MUST-13`, `SHLD-3`, `MAY-2`, `REC-1`. */
  readonly id: string;
  /** What it asks for, in our words. */
  readonly says: string;
  /** The test that holds it: its file from the root of the repository, and its title, or that of its row. */
  readonly test?: { readonly file: string; readonly name: string };
  /** Why it is left out. One of the two is there, never both. */
  readonly left?: string;
  /** What a reader should know besides. */
  readonly note?: string;
}

export const requirements = (): readonly Requirement[] =>
  (
    JSON.parse(readFileSync(new URL('../requirements.json', import.meta.url), 'utf8')) as {
      requirements: Requirement[];
    }
  ).requirements;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '\\<');

function row({ id, says, test, left, note }: Requirement): string {
  const file = test?.file.replace('packages/tcp/', '').replace('packages/', '../');
  const held = test === undefined ? `left out: ${cell(left ?? '')}` : `[${cell(test.name)}](${file})`;
  return `| ${id} | ${cell(says)} | ${held}${note === undefined ? '' : `; ${cell(note)}`} |`;
}

/** The text of REQUIREMENTS.md. */
export function requirementsTable(list: readonly Requirement[]): string {
  const held = list.filter(({ test }) => test !== undefined).length;
  return `# What RFC 9293 asks for, and which test holds it

The ids are those of RFC 9293, Appendix B: all ${list.length}, each once (the appendix names some of them in several rows).
${held} are held by a test, ${list.length - held} are left out, with the reason. What is asked for stands here in our own
words; some ids forbid (MUST-9, 41, 46, 56, 60, 65; SHLD-13, 14, 15, 17, 23), and the words here say what is then right.
Where profiles differ, \`rfc9293\` is the one that must comply.

Made from [requirements.json](requirements.json) by \`npm run requirements\`. Tests keep it true: every test that it names
is there, and no comment in the source cites an id that is not.

| id | asks for | held by |
| --- | --- | --- |
${list.map(row).join('\n')}
`;
}
