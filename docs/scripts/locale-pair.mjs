/** What must be equal in two languages of one page, and what of the frame's words may stay English. Pure. */

/** Names that are the same in every language. */
const NOT_TRANSLATED = /^(|Last ACK|English|简体中文|GitHub|RSS|Logo)$/;
const HAN = /\p{Script=Han}/u;

/** The parts of a page that a translation must keep. */
export function readPage(text) {
  const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [null, '', text];
  const prose = body.replace(/^```.*?^```/gms, '');
  return {
    slug: field(front, 'slug'),
    claims: field(front, 'claims'),
    exercises: field(front, 'exercises'),
    headings: [...prose.matchAll(/^#{2,6} (.*)$/gm)].map(
      ([, title]) => /\{\/\* #([\w-]+) \*\/\}/.exec(title)?.[1] ?? `“${title}” has no id`,
    ),
    components: [...prose.matchAll(/<([A-Z]\w*)((?:[^>"'{]|"[^"]*"|'[^']*'|\{[^{}]*\})*)/g)].map(
      ([, name, attributes]) => `${name}${fixed(attributes)}`,
    ),
    codeBlocks: [...body.matchAll(/^```(\w*)/gm)].filter((_, index) => index % 2 === 0).map(([, language]) => language),
    tables: [...prose.matchAll(/^\|.*\|$/gm)].length,
    judged: [...prose.matchAll(/<Claim id=\{(\d+)\}/g)].map(([, id]) => id),
    chinese: HAN.test(prose),
  };
}

const field = (front, name) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(front)?.[1].replaceAll(/\s+/g, ' ') ?? '';

/** Attributes that are not words: which scenario, which answer is right, where a link goes. */
const FIXED = new Set([
  'id',
  'verdict',
  'list',
  'scenario',
  'name',
  'answer',
  'start',
  'to',
  'from',
  'symptom',
  'autoplay',
  'brief',
]);

const fixed = (attributes) =>
  [...attributes.matchAll(/(\w+)(?:=("[^"]*"|\{[^{}]*\}))?/g)]
    .filter(([, attribute]) => FIXED.has(attribute))
    .map(([text]) => ` ${text}`)
    .join('');

/** One line for each part in which a page and its translation differ. */
export function comparePages(page, english, chinese) {
  const problems = [];
  for (const part of ['slug', 'claims', 'exercises', 'headings', 'components', 'codeBlocks', 'tables']) {
    const [ours, theirs] = [JSON.stringify(english[part]), JSON.stringify(chinese[part])];
    if (ours !== theirs) problems.push(`${page}: ${part} differ\n    en       ${ours}\n    zh-Hans  ${theirs}`);
  }
  for (const heading of english.headings) {
    if (heading.includes('has no id')) problems.push(`${page}: the heading ${heading}: write {/* #id */} after it`);
  }
  const { claims, judged } = english;
  if (judged.length > 0 && claims !== `[${judged.join(', ')}]`) {
    problems.push(`${page}: the front matter has claims ${claims}, the page judges [${judged.join(', ')}]`);
  }
  if (!chinese.chinese) problems.push(`${page}: the Chinese page has no Chinese in it`);
  return problems;
}

/** `{name}` stands for something that is filled in. */
const withoutHoles = (message) => message.replaceAll(/\{\w+\}/g, '');

/** The frame's words: `{ key: { message, description } }`. */
export function compareWords(file, words) {
  return Object.entries(words)
    .filter(
      ([, { message }]) =>
        !HAN.test(message) && !NOT_TRANSLATED.test(message) && /[A-Za-z]/.test(withoutHoles(message)),
    )
    .map(([key, { message }]) => `${file}: ${key} is still English: “${message}”`);
}
