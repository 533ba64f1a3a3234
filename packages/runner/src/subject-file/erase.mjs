/**
 * Erases the types of a parsed file: each is overwritten with blanks. What TypeScript has beyond types (enum, namespace,
 * parameter properties …) is refused by name, as the compiler option `erasableSyntaxOnly` and Node itself do.
 *
 * A blank is not nothing: where a line break or the missing type would make JavaScript read two statements as one, a
 * semicolon or a parenthesis takes a blank's place.
 * Next: class-members.mjs, blanks.mjs
 */
import { blanksOver, skipSpace } from './blanks.mjs';
import { eraseClass, eraseMember } from './class-members.mjs';

/**
 * @typedef {{ type: string, start: number, end: number, [field: string]: any }} Node of @babel/parser
 * @typedef {{ at: number, what: string }} Refused
 * @typedef {{ source: string, blanks: import('./blanks.mjs').Blanks, refused: Refused[], values: Set<string>,
 *             visit(node: Node): void, visitChildren(node: Node): void, eraseWhole(node: Node): void }} Walk
 */

/** @param {Node} program @param {string} source @returns {{ code: string, refused: readonly Refused[] }} */
export function erase(program, source) {
  const blanks = blanksOver(source);
  /** @type {Walk} */
  const walk = {
    source,
    blanks,
    refused: [],
    values: new Set(),
    visit: (node) => (HANDLERS[node.type] ?? other)(node, walk),
    visitChildren(node) {
      for (const child of childrenOf(node)) walk.visit(child);
    },
    // An empty statement remains: it ends the line before.
    eraseWhole(node) {
      blanks.blank(node.start, node.end);
      blanks.put(node.start, ';');
    },
  };
  const statements = /** @type {Node[]} */ (program['body'] ?? []);
  for (const statement of statements) walk.visit(statement);
  // Last, when it is known which names are used as values.
  for (const node of statements) if (node.type === 'ImportDeclaration') eraseUnused(node, walk);
  return { code: blanks.text(), refused: walk.refused };
}

/** The nodes directly below. @param {Node} node @returns {Node[]} */
export function childrenOf(node) {
  return Object.entries(node)
    .filter(([key]) => !/comments$/i.test(key) && key !== 'loc' && key !== 'extra')
    .flatMap(([, value]) => value)
    .filter((value) => typeof value?.type === 'string');
}

/** @typedef {(node: Node, walk: Walk) => void} Handler */

/** @type {Handler} */
function other(node, walk) {
  if (/^TSType(Annotation|Parameter(Instantiation|Declaration))$/.test(node.type)) {
    return walk.blanks.blank(node.start, node.end);
  }
  if (node['declare'] === true) return walk.eraseWhole(node);
  walk.visitChildren(node);
}

/** @type {(what: string) => Handler} */
const refuse = (what) => (node, walk) => {
  if (node['declare'] === true) walk.eraseWhole(node);
  else walk.refused.push({ at: node.start, what });
};

/** @type {Handler} */
const whole = (node, walk) => walk.eraseWhole(node);

/** `x as T`, `x satisfies T`, `x!`: the expression stays. @type {Handler} */
function afterExpression(node, walk) {
  walk.visit(node['expression']);
  walk.blanks.blank(node['expression'].end, node.end);
}

/** A statement that had no semicolon and whose last token is gone gets one. @type {Handler} */
function ended(node, walk) {
  other(node, walk);
  if (walk.blanks.isBlank(node.end - 1) && node['declare'] !== true) walk.blanks.put(node.end - 1, ';');
}

/** In the head of a loop no statement ends. @type {Handler} */
function loop(node, walk) {
  const head = node['init'] ?? node['left'];
  for (const child of childrenOf(node)) {
    if (child === head) other(child, walk);
    else walk.visit(child);
  }
}

/** `x?: T` and `{ a, b }?: T` of a parameter, `x!: T` of a variable. @type {Handler} */
function binding(node, walk) {
  const { source, blanks } = walk;
  if (node.type === 'Identifier') walk.values.add(node['name']);
  if (node['optional'] === true) {
    const before = node['typeAnnotation']?.start ?? node.end;
    const at = source.lastIndexOf('?', before - 1);
    blanks.blank(at, at + 1);
  }
  walk.visitChildren(node);
}

/** `a.name` and `{ name: … }` use no variable of that name. @type {Handler} */
function named(node, walk) {
  const name =
    node['computed'] === true ? null : (node['property'] ?? (node['shorthand'] === true ? null : node['key']));
  for (const child of childrenOf(node)) if (child !== name) walk.visit(child);
}

/** @type {Handler} */
function declarator(node, walk) {
  if (node['definite'] === true) {
    const at = skipSpace(walk.source, node['id'].start + node['id'].name.length);
    walk.blanks.blank(at, at + 1);
  }
  walk.visitChildren(node);
}

/** A parameter called `this` is a type. @type {Handler} */
function callable(node, walk) {
  const [first, second] = node['params'];
  if (first?.type === 'Identifier' && first.name === 'this') {
    const after = skipSpace(walk.source, first.end);
    walk.blanks.blank(first.start, second?.start ?? (walk.source[after] === ',' ? after + 1 : first.end));
  }
  for (const child of childrenOf(node)) if (child !== first || first.name !== 'this') walk.visit(child);
}

/** No line may end between `)` and `=>`, nor between `async` and `(`: the parenthesis moves over the blanks. @type {Handler} */
function arrow(node, walk) {
  callable(node, walk);
  const { returnType: returns, typeParameters: generics } = node;
  if (returns && /[\n\r]/.test(walk.source.slice(returns.start, returns.end))) {
    walk.blanks.blank(walk.source.lastIndexOf(')', returns.start), returns.start);
    walk.blanks.put(returns.end - 1, ')');
  }
  if (generics && node['async'] === true) {
    const opening = skipSpace(walk.source, generics.end);
    walk.blanks.blank(opening, opening + 1);
    walk.blanks.put(generics.start, '(');
  }
}

/** @type {Handler} */
function importing(node, walk) {
  if (node['importKind'] === 'type') walk.eraseWhole(node);
}

/** @type {Handler} */
function exporting(node, walk) {
  const { declaration, specifiers = [] } = node;
  const ofTypes = specifiers.length > 0 && specifiers.every((/** @type {Node} */ s) => s['exportKind'] === 'type');
  if (node['exportKind'] === 'type' || ofTypes || declaration?.declare === true || DECLARES.has(declaration?.type)) {
    return walk.eraseWhole(node);
  }
  for (const child of childrenOf(node)) {
    if (child.type !== 'ExportSpecifier') walk.visit(child);
    else if (child['exportKind'] === 'type') blankSpecifier(child, walk);
    else if (!node['source']) walk.values.add(child['local'].name);
  }
  if (node.type === 'ExportDefaultDeclaration' && walk.blanks.isBlank(node.end - 1)) walk.blanks.put(node.end - 1, ';');
}

/** What is imported and used as a type alone is not there when the file runs. @param {Node} node @param {Walk} walk */
function eraseUnused(node, walk) {
  const { specifiers, importKind } = node;
  if (importKind === 'type' || specifiers.length === 0) return;
  const unused = specifiers.filter(
    (/** @type {Node} */ s) => s['importKind'] === 'type' || !walk.values.has(s['local'].name),
  );
  if (unused.length === specifiers.length) return walk.eraseWhole(node);
  for (const specifier of unused) blankSpecifier(specifier, walk);
}

/** With the comma behind it. @param {Node} specifier @param {Walk} walk */
function blankSpecifier({ start, end }, { blanks, source }) {
  const after = skipSpace(source, end);
  blanks.blank(start, source[after] === ',' ? after + 1 : end);
}

const DECLARES = new Set(['TSTypeAliasDeclaration', 'TSInterfaceDeclaration', 'TSDeclareFunction']);

/** @type {Readonly<Record<string, Handler>>} */
const HANDLERS = {
  TSTypeAliasDeclaration: whole,
  TSInterfaceDeclaration: whole,
  TSDeclareFunction: whole,
  TSEnumDeclaration: refuse('enum'),
  TSModuleDeclaration: refuse('namespace'),
  TSParameterProperty: refuse('a parameter property'),
  TSImportEqualsDeclaration: refuse('import … ='),
  TSExportAssignment: refuse('export ='),
  TSNamespaceExportDeclaration: refuse('export as namespace'),
  TSTypeAssertion: refuse('<T>x (write x as T)'),
  TSAsExpression: afterExpression,
  TSSatisfiesExpression: afterExpression,
  TSNonNullExpression: afterExpression,
  ImportDeclaration: importing,
  ExportNamedDeclaration: exporting,
  ExportDefaultDeclaration: exporting,
  ExpressionStatement: ended,
  VariableDeclaration: ended,
  ReturnStatement: ended,
  ThrowStatement: ended,
  ForStatement: loop,
  ForInStatement: loop,
  ForOfStatement: loop,
  Identifier: binding,
  ObjectPattern: binding,
  ArrayPattern: binding,
  VariableDeclarator: declarator,
  MemberExpression: named,
  OptionalMemberExpression: named,
  ObjectProperty: named,
  FunctionDeclaration: callable,
  FunctionExpression: callable,
  ObjectMethod: callable,
  ArrowFunctionExpression: arrow,
  ClassDeclaration: eraseClass,
  ClassExpression: eraseClass,
  ClassMethod: (node, walk) => eraseMember(node, walk, callable),
  ClassPrivateMethod: (node, walk) => eraseMember(node, walk, callable),
  ClassProperty: (node, walk) => eraseMember(node, walk, ended),
  ClassPrivateProperty: (node, walk) => eraseMember(node, walk, ended),
  TSDeclareMethod: whole,
  TSIndexSignature: whole,
};
