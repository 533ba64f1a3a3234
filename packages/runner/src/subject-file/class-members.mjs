/** What a class has of types: `abstract`, `implements`, modifiers, members that only declare. */
import { skipSpace } from './blanks.mjs';

/**
 * @typedef {import('./erase.mjs').Node} Node
 * @typedef {import('./erase.mjs').Walk} Walk
 */

/** @param {Node} node @param {Walk} walk */
export function eraseClass(node, walk) {
  if (node['declare'] === true) return walk.eraseWhole(node);
  const { blanks, source } = walk;
  if (node['abstract'] === true) blanks.blank(node.start, node.start + 'abstract'.length);
  const interfaces = /** @type {Node[]} */ (node['implements'] ?? []);
  const [first] = interfaces;
  if (first) {
    const keyword = source.lastIndexOf('implements', first.start);
    blanks.blank(keyword, interfaces.at(-1)?.end ?? keyword);
  }
  for (const part of [
    node['id'],
    node['typeParameters'],
    node['superClass'],
    node['superTypeParameters'],
    node['body'],
  ]) {
    if (part) walk.visit(part);
  }
}

const MODIFIERS = new Set(['public', 'private', 'protected', 'readonly', 'override', 'abstract', 'declare']);

/**
 * @param {Node} node
 * @param {Walk} walk
 * @param {(node: Node, walk: Walk) => void} rest what is done to it besides
 */
export function eraseMember(node, walk, rest) {
  if (node['declare'] === true || node['abstract'] === true) return walk.eraseWhole(node);
  const { blanks, source } = walk;
  eraseModifiers(node, walk);
  if (node['optional'] === true || node['definite'] === true) {
    const afterKey = skipSpace(source, node['key'].end);
    const at = node['computed'] === true ? skipSpace(source, afterKey + 1) : afterKey;
    blanks.blank(at, at + 1);
  }
  rest(node, walk);
}

/** The words before the name. A semicolon ends the member before, which may have none. @param {Node} node @param {Walk} walk */
function eraseModifiers(node, { blanks, source }) {
  let at = node.start;
  while (at < node['key'].start) {
    const [word = ''] = /^[a-z]+/.exec(source.slice(at, node['key'].start)) ?? [];
    if (MODIFIERS.has(word)) {
      blanks.blank(at, at + word.length);
      if (at === node.start) blanks.put(at, ';');
    }
    at = skipSpace(source, at + Math.max(1, word.length));
  }
}
