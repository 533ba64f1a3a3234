/**
 * The Vite plugin that puts the border in front of a learner's file: `#subject` becomes a module generated from
 * exercise.json, whatever the place; the learner's file itself is loaded only by the border, under a name of its own,
 * after `compileSubject` has looked at it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileSubject, LANGUAGE } from './subject-file.mjs';

const BORDER = '\0lastack:border';
/** Marks a path as a learner's file; the border of the terminal imports it so. */
export const SUBJECT_QUERY = '?lastack-subject';

const inVitest = (/** @type {string} */ file) =>
  fileURLToPath(new URL(`../src/in-vitest/${file}`, import.meta.url)).replaceAll('\\', '/');

/**
 * @typedef {{ id: string, kind: 'function' | 'program', exports: string[], subject: string }} ManifestPart
 * @param {string} root the exercise's folder
 * @returns {import('vite').Plugin}
 */
export function borderPlugin(root) {
  /** @type {ManifestPart} */
  const manifest = JSON.parse(readFileSync(path.join(root, 'exercise.json'), 'utf8'));
  return {
    name: 'lastack:border',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id === '#subject') return BORDER;
      if (id.endsWith(SUBJECT_QUERY)) return id;
      // A second wall behind compileSubject, which has seen every import already.
      if (importer?.endsWith(SUBJECT_QUERY) && id !== LANGUAGE) throw new Error(`${importer} may not import ${id}`);
      return undefined;
    },
    load(id) {
      if (id === BORDER) return borderModule(manifest);
      if (!id.endsWith(SUBJECT_QUERY)) return undefined;
      const file = id.slice(0, -SUBJECT_QUERY.length);
      const compiled = compileSubject(readFileSync(file, 'utf8'), manifest.subject, manifest.kind);
      if (compiled.ok) return compiled.code;
      throw new Error(compiled.problems.map((p) => `${p.file}:${p.line}:${p.column} ${p.text.en}`).join('\n'));
    },
  };
}

/** The names come from exercise.json, never from what the learner's file exports. @param {ManifestPart} manifest */
function borderModule({ kind, exports }) {
  if (kind === 'program') {
    return `import { openProgramBorder } from ${JSON.stringify(inVitest('program-border.ts'))};
export const { start } = openProgramBorder();
`;
  }
  return `import { openFunctionBorder } from ${JSON.stringify(inVitest('function-border.ts'))};
const border = await openFunctionBorder(${JSON.stringify(exports)}, (file) => import(/* @vite-ignore */ file));
${exports.map((name) => `export const ${name} = border[${JSON.stringify(name)}];`).join('\n')}
`;
}

/** Runs in the worker before the test file: see src/in-vitest/progress.ts. */
export const PROGRESS_SETUP = inVitest('progress.ts');
