/** What a learner's file loads besides itself, and what it may. Next: words.mjs */
import { childrenOf } from './erase.mjs';

/** The one package that a learner's file may import: the vocabulary of TCP, and no behaviour. */
export const LANGUAGE = '@lastack/tcp/language';

/**
 * @param {string | null} from `null` for a name that is computed
 * @param {'function' | 'program'} kind
 */
export function mayImport(from, kind) {
  if (from === LANGUAGE) return true;
  return kind === 'program' && from !== null && from.startsWith('node:');
}

/**
 * @typedef {import('./erase.mjs').Node} Node
 * @typedef {{ from: string | null, at: number, end: number }} Import the module's name and where it is written
 */

/**
 * Every way to load another module: import, export … from, import(), require(), in the order in which they are written.
 * What is only a type is gone when the file runs (`import type { Socket } from 'node:net'`).
 * @param {Node} program
 * @returns {Import[]}
 */
export function importsOf(program) {
  /** @type {Import[]} */
  const found = [];
  /** @type {(node: Node) => void} */
  const visit = (node) => {
    const source = sourceOf(node);
    if (source) found.push({ from: literalOf(source), at: source.start, end: source.end });
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  return found;
}

/** What `node` names as a module: a node, or `null` when it loads none. @param {Node} node @returns {Node | null} */
function sourceOf(node) {
  switch (node.type) {
    case 'ImportDeclaration':
      return isTypeOnly(node, 'importKind') ? null : node.source;
    case 'ExportNamedDeclaration':
      return isTypeOnly(node, 'exportKind') ? null : (node.source ?? null);
    case 'ExportAllDeclaration':
      return node.exportKind === 'type' ? null : node.source;
    case 'CallExpression': {
      const { callee, arguments: given } = node;
      const loads = callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require');
      return loads ? (given[0] ?? node) : null;
    }
    case 'TSExternalModuleReference':
      return node.expression;
    default:
      return null;
  }
}

/** @param {Node} node @param {'importKind' | 'exportKind'} kind */
function isTypeOnly(node, kind) {
  const { specifiers } = node;
  return (
    node[kind] === 'type' || (specifiers.length > 0 && specifiers.every((/** @type {Node} */ s) => s[kind] === 'type'))
  );
}

/** @param {Node} source */
const literalOf = (source) => (source.type === 'StringLiteral' ? String(source.value) : null);
