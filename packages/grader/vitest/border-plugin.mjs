/**
 * The Vite plugin that puts the border in front of a learner's file: `#subject` becomes a module generated from
 * exercise.json, whatever the place. The learner's file itself never passes through Vite.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const BORDER = '\0lastack:border';
const inVitest = (/** @type {string} */ file) =>
  fileURLToPath(new URL(`../src/in-vitest/${file}`, import.meta.url)).replaceAll('\\', '/');

/**
 * @typedef {{ id: string, kind: 'function' | 'program', exports: string[], subject: string }} ManifestPart
 * @param {string} root the exercise's folder
 * @param {string | null} bundle where what the tests stand on lies ready (src/kit-bundle.ts); `null`: from its sources
 * @returns {import('vite').Plugin}
 */
export function borderPlugin(root, bundle) {
  /** @type {ManifestPart} */
  const manifest = JSON.parse(readFileSync(path.join(root, 'exercise.json'), 'utf8'));
  return {
    name: 'lastack:border',
    enforce: 'pre',
    resolveId(id) {
      if (id === '#subject') return BORDER;
      if (bundle === null || !id.startsWith('@lastack/')) return undefined;
      const file = path.join(bundle, `${id.slice('@lastack/'.length).replace('/', '-')}.mjs`);
      return existsSync(file) ? file : undefined;
    },
    load: (id) => (id === BORDER ? borderModule(manifest) : undefined),
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
const border = await openFunctionBorder(${JSON.stringify(exports)});
${exports.map((name) => `export const ${name} = border[${JSON.stringify(name)}];`).join('\n')}
`;
}

/** Runs in the worker before the test file: see src/in-vitest/progress.ts. */
export const PROGRESS_SETUP = inVitest('progress.ts');
