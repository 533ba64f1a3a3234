/**
 * From a learner's file to JavaScript: what it may import, whether it compiles, and the code itself. The same function
 * serves every place (Node, a browser's page, a confined process), so that a file refused here is refused there, with
 * the same sentence. Nothing is executed.
 *
 * Types are erased, not transformed: each is overwritten with blanks, so that every line and column stays what it was.
 * Plain JavaScript, since Node loads it directly, without a bundler.
 * Next: imports.mjs, erase.mjs, link.mjs, words.mjs
 */
import { parse } from '@babel/parser';
import { erase } from './erase.mjs';
import { importsOf, LANGUAGE, mayImport } from './imports.mjs';
import { linkSubject } from './link.mjs';
import { doesNotCompile, notErasable, refusedImport, tooLong } from './words.mjs';

export { LANGUAGE, linkSubject };

/** Octets of source; the longest reference solution has a few thousand. */
export const MAX_SOURCE = 256 * 1024;

/**
 * @typedef {{ en: string, 'zh-Hans': string }} Text
 * @typedef {{ file: string, line: number, column: number, text: Text }} SubjectProblem
 * @typedef {{ start: number, end: number }} Span
 * @typedef {{ ok: true, code: string, links: readonly Span[] } | { ok: false, problems: SubjectProblem[] }} Compiled
 */

/**
 * @param {string} source TypeScript whose types can be erased
 * @param {string} fileName as a person should read it: `src/time-wait.ts`
 * @param {'function' | 'program'} kind a program may import Node's own modules, too
 * @returns {Compiled} an ECMAScript module, with the places in it that name `LANGUAGE` (`linkSubject`); or why not
 */
export function compileSubject(source, fileName, kind) {
  /** @type {(offset: number, text: Text) => SubjectProblem} */
  const problem = (offset, text) => ({ file: fileName, ...positionOf(source, offset), text });
  if (source.length > MAX_SOURCE) return { ok: false, problems: [problem(0, tooLong(MAX_SOURCE))] };

  const parsed = parseTypescript(source);
  if (parsed.errors.length > 0) {
    return { ok: false, problems: parsed.errors.map(({ at, message }) => problem(at, doesNotCompile(message))) };
  }
  const imports = importsOf(parsed.program);
  const refused = imports.filter(({ from }) => !mayImport(from, kind));
  if (refused.length > 0) {
    return { ok: false, problems: refused.map(({ from, at }) => problem(at, refusedImport(from, kind, LANGUAGE))) };
  }
  const erased = erase(parsed.program, source);
  if (erased.refused.length > 0) {
    return { ok: false, problems: erased.refused.map(({ at, what }) => problem(at, notErasable(what))) };
  }
  // An import of types alone is gone from the code.
  const links = imports
    .filter(({ from, at }) => from === LANGUAGE && /['"]/.test(erased.code[at] ?? ''))
    .map(({ at, end }) => ({ start: at, end }));
  return { ok: true, code: erased.code, links };
}

/**
 * The parsed file, for whoever looks for a statement in it: parentheses are no nodes.
 * @param {string} source of a file that compiles
 */
export const syntaxOf = (source) => parse(source, { ...OPTIONS, createParenthesizedExpressions: false }).program;

/** @type {import('@babel/parser').ParserOptions} */
const OPTIONS = {
  sourceType: 'module',
  plugins: ['typescript'],
  errorRecovery: true,
  createParenthesizedExpressions: true,
};

/** @typedef {{ at: number, message: string }} SyntaxProblem */

/**
 * @param {string} source
 * @returns {{ program: import('./erase.mjs').Node, errors: readonly SyntaxProblem[] }}
 */
function parseTypescript(source) {
  try {
    const { program, errors } = parse(source, OPTIONS);
    return { program: /** @type {any} */ (program), errors: (errors ?? []).map(syntaxProblem) };
  } catch (thrown) {
    return { program: { type: 'Program', start: 0, end: 0 }, errors: [syntaxProblem(thrown)] };
  }
}

/** The parser puts the position behind its words; we put it in front. @returns {SyntaxProblem} */
function syntaxProblem(/** @type {any} */ { message, pos }) {
  return { at: Number(pos ?? 0), message: String(message).replace(/ \(\d+:\d+\)$/, '') };
}

/**
 * Line and column, both from 1.
 * @param {string} source
 * @param {number} offset
 */
function positionOf(source, offset) {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
