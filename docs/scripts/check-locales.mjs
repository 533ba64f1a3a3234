/**
 * Docusaurus shows English, silently, for what is missing in another language. So: both languages must have the same
 * pages, and each pair the same headings (by id), components, claims and code; and no word of the frame may be English.
 * `node scripts/check-locales.mjs`: exit 0, or 1 with one line for each thing that is wrong.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join, relative } from 'node:path';
import { comparePages, compareWords, readPage } from './locale-pair.mjs';

const SITE = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = join(SITE, 'content');
const CHINESE = join(SITE, 'i18n/zh-Hans');
const TRANSLATED = join(CHINESE, 'docusaurus-plugin-content-docs/current');
/** The frame's words, as `docusaurus write-translations` lays them out. */
const WORDS = [
  'code.json',
  'docusaurus-theme-classic/navbar.json',
  'docusaurus-theme-classic/footer.json',
  'docusaurus-plugin-content-docs/current.json',
];

function pagesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.mdx?$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function checkPages() {
  const english = pagesIn(SOURCE);
  const chinese = pagesIn(TRANSLATED);
  const missing = english.filter((page) => !chinese.includes(page)).map((page) => `${page}: no Chinese page`);
  const stray = chinese.filter((page) => !english.includes(page)).map((page) => `${page}: no English page`);
  const pairs = english
    .filter((page) => chinese.includes(page))
    .flatMap((page) => comparePages(page, read(join(SOURCE, page)), read(join(TRANSLATED, page))));
  return [...missing, ...stray, ...pairs];
}

const read = (path) => readPage(readFileSync(path, 'utf8'));

function checkWords(file) {
  const path = join(CHINESE, file);
  if (!existsSync(path)) return [`i18n/zh-Hans/${file}: missing; run docusaurus write-translations --locale zh-Hans`];
  return compareWords(`i18n/zh-Hans/${file}`, JSON.parse(readFileSync(path, 'utf8')));
}

const problems = [...checkPages(), ...WORDS.flatMap(checkWords)];
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'Both languages have the same pages.' : `${problems.length} differences.`);
process.exitCode = problems.length === 0 ? 0 : 1;
