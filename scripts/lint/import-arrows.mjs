/** ESLint rule: imports follow the arrows of houses.mjs, use a package's door, and are declared where they are used. */
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import { houseOf, MAY_IMPORT, RUNS_ANYWHERE } from './houses.mjs';

const BUILTINS = new Set(builtinModules);
const isBuiltin = (source) => source.startsWith('node:') || BUILTINS.has(source);
const packageName = (source) => source.split('/', source.startsWith('@') ? 2 : 1).join('/');
const houseName = (name) => (name === 'lastack' ? 'cli' : name.slice('@lastack/'.length));

/** Tests, configurations and scripts of a package may use what the root installs for everybody. */
const isTooling = (path, root) => !path.startsWith(`${root}/src/`) || path.includes('.test.');

const manifests = new Map();
function manifestOf(folder) {
  if (!manifests.has(folder)) {
    const path = join(folder, 'package.json');
    manifests.set(folder, existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});
  }
  return manifests.get(folder);
}

function declares(folder, name) {
  const { dependencies, devDependencies, peerDependencies } = manifestOf(folder);
  return [dependencies, devDependencies, peerDependencies].some((list) => Object.hasOwn(list ?? {}, name));
}

/** `@lastack/tcp/language` is a door because tcp's own package.json says so; everything else behind a slash is not. */
const isDoor = (root, folder, subpath) =>
  subpath === '' || Object.hasOwn(manifestOf(join(root, 'packages', folder)).exports ?? {}, `.${subpath}`);

function workspaceProblem(house, source, root) {
  if (house.name === 'subject')
    return source === '@lastack/tcp/language'
      ? null
      : `a learner's file may import @lastack/tcp/language alone, not ${source}`;
  const name = packageName(source);
  const target = houseName(name);
  if (target !== house.name && !MAY_IMPORT[house.name]?.includes(target))
    return `${house.name} may not import ${source}. It may import: ${MAY_IMPORT[house.name]?.join(', ') || 'nothing'}`;
  return isDoor(root, target, source.slice(name.length)) ? null : `${source} is a deep import: use ${name}`;
}

function externalProblem(house, path, source, root) {
  const name = packageName(source);
  const tooling = isTooling(path, house.root);
  if (house.name === 'subject')
    return isBuiltin(source) ? null : `a learner's file may import @lastack/tcp/language alone, not ${source}`;
  if (house.name === 'exercise' && !tooling) return null;
  if (isBuiltin(source))
    return RUNS_ANYWHERE.includes(house.name) && !tooling
      ? `${house.name} runs anywhere: ${source} exists only in Node`
      : null;
  if (declares(join(root, house.root), name) || (tooling && declares(root, name))) return null;
  return `${name} is not among the dependencies of ${house.root}/package.json`;
}

function relativeProblem(house, path, source, typeOnly) {
  const target = posix.join(posix.dirname(path), source);
  if (target.startsWith(`${house.root}/`)) return null;
  // A solution fills in the starter's signature: it may name the starter's types, which are gone when it runs.
  if (typeOnly && target.startsWith(`${house.root.replace('solutions/', 'exercises/')}/src/`)) return null;
  // Every package's vitest.config.ts passes on the one at the root; a browser test asks a script where Chromium is.
  if (isTooling(path, house.root) && (target === 'vitest.shared.ts' || target.startsWith('scripts/'))) return null;
  return `${source} leaves ${house.root}: import the package by its name`;
}

/** Why this import may not be; `null` when it may. `path` is relative to `root`, with slashes. */
export function importProblem(path, source, root, typeOnly = false) {
  const house = houseOf(path);
  if (house === null) return null;
  if (source.startsWith('.')) return relativeProblem(house, path, source, typeOnly);
  // `#subject` is the border to a learner's file; `@site`, `@theme` and `@docusaurus` are the site's own aliases.
  if (source.startsWith('#')) return null;
  if (house.name === 'docs' && /^@(site|theme|theme-original|docusaurus|generated)\//.test(source)) return null;
  if (source === 'lastack' || source.startsWith('@lastack/')) return workspaceProblem(house, source, root);
  return externalProblem(house, path, source, root);
}

export const importArrows = {
  meta: { type: 'problem', schema: [], messages: { arrow: '{{ problem }}.' } },
  create(context) {
    const root = context.cwd;
    const path = relative(root, context.filename).split(sep).join('/');
    const check = (node, typeOnly = false) => {
      if (typeof node?.value !== 'string') return;
      const problem = importProblem(path, node.value, root, typeOnly);
      if (problem !== null) context.report({ node, messageId: 'arrow', data: { problem } });
    };
    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === 'type'),
      ImportExpression: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
    };
  },
};

/** ESLint rule: a file is named for its one concept. */
export const fileNames = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { name: '"{{ name }}" names no concept: put its parts where they belong.' },
  },
  create: (context) => ({
    Program(node) {
      const name = posix.basename(context.filename.split(sep).join('/'));
      if (
        /^(utils?|helpers?|types?|common|misc|shared)\.[cm]?[jt]sx?$/.test(name) ||
        /\/(utils?|helpers?)$/.test(dirname(context.filename))
      )
        context.report({ node, messageId: 'name', data: { name } });
    },
  }),
};
