/**
 * Every small mistake that could be in a program, one at a time, found in its syntax tree. Two mistakes that come to the
 * same JavaScript are one; what comes to the JavaScript of the program itself is none.
 * Next: operators.mjs, patterns.mjs
 */
import { transformSync } from 'esbuild';
import ts from 'typescript';
import { mutationsOf } from './operators.mjs';

/**
 * @typedef {object} Mutant
 * @property {number} line from 1
 * @property {number} column from 1
 * @property {string} operator its name: `boundary`, `negation`, …
 * @property {string} from what stood there
 * @property {string} to what stands there instead
 * @property {string} source the whole program, with the mistake in it
 * @property {string} code its JavaScript, without what means nothing: equal code is the same program
 */

/** Types, names of properties, what is imported: nothing of it is left at run time, or it has no other form. */
const isSkipped = (node) =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node);

function editsOf(node, found = []) {
  if (isSkipped(node)) return found;
  for (const { operator, to, node: part = node, span = [part.getStart(), part.end] } of mutationsOf(node)) {
    found.push({ operator, to, start: span[0], end: span[1] });
  }
  node.forEachChild((child) => void editsOf(child, found));
  return found;
}

/** The same for two programs that differ in spaces, comments, parentheses or types only; `null`: it is no program. */
export function normalForm(source) {
  try {
    return transformSync(source, { loader: 'ts', minifySyntax: true, minifyWhitespace: true, target: 'es2023' }).code;
  } catch {
    return null;
  }
}

/** All mutants of a TypeScript source in the order of their places. @returns {Mutant[]} */
export function mutantsOf(source) {
  const file = ts.createSourceFile('subject.ts', source, ts.ScriptTarget.ES2023, true);
  const known = new Set([normalForm(source), null]);
  const edits = editsOf(file).toSorted((a, b) => a.start - b.start || a.end - b.end);
  return edits.flatMap(({ operator, to, start, end }) => {
    // In parentheses, or it would bind to its neighbours. What is no expression stands as it is.
    const tries = [`(${to})`, to].map((text) => source.slice(0, start) + text + source.slice(end));
    const changed = tries.find((text) => normalForm(text) !== null) ?? '';
    const code = changed === '' ? null : normalForm(changed);
    if (known.has(code)) return [];
    known.add(code);
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    return [{ line: line + 1, column: character + 1, operator, from: source.slice(start, end), to, source: changed, code }]; // prettier-ignore
  });
}
