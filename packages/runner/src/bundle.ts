/**
 * The door `@lastack/runner/bundle`: an exercise's test, its grader folder and what they import as one script for a
 * worker. Made when a site is built, and when a watch begins; esbuild takes about as long as one run of the tests.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '@lastack/exercise-kit';
import { build, type BuildFailure, type BuildOptions, type Message, type Plugin } from 'esbuild';

export interface BundleOptions {
  /** The exercise's folder, absolute. */
  readonly folder: string;
  readonly manifest: Pick<Manifest, 'id' | 'exports'>;
  readonly platform: 'browser' | 'node';
}

export interface ExerciseBundle {
  /** An ECMAScript module: the worker's script. */
  readonly code: string;
  /** The files that went into it, absolute: when one of them changes, so does the bundle. */
  readonly inputs: readonly string[];
}

/** The test file cannot be bundled: it imports what is not there for exercises. `message` says what, where and why. */
export class NotBundled extends Error {
  override readonly name = 'NotBundled';
}

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const PACKAGE = here('..');
const SUBJECT = here('in-worker/subject.ts');
const VITEST = here('in-worker/vitest.ts');
const HOST = here('in-worker/host-globals.ts');
const ENTRIES = {
  browser: { file: here('in-worker/browser.ts'), serve: 'serveInBrowser' },
  node: { file: here('in-worker/node.ts'), serve: 'serveInNode' },
} as const;

/** Throws `NotBundled`. */
export async function bundleExercise({ folder, manifest, platform }: BundleOptions): Promise<ExerciseBundle> {
  const test = path.join(folder, `${manifest.id.replace(/^\d+-/, '')}.test.ts`);
  const entry = ENTRIES[platform];
  const contents = `import { ${entry.serve} } from ${JSON.stringify(entry.file)};
import language from 'lastack:language';
void ${entry.serve}(() => import(${JSON.stringify(test)}), language);
`;
  try {
    const { outputFiles, metafile } = await build({
      ...COMMON,
      stdin: { contents, resolveDir: PACKAGE, sourcefile: 'worker.js' },
      platform,
      inject: platform === 'browser' ? [HOST] : [],
      metafile: true,
      absWorkingDir: folder,
      plugins: [exercisePlugin(manifest.exports), languagePlugin],
    });
    const inputs = Object.keys(metafile.inputs).filter((file) => !/^[a-z]+:|^worker\.js$/.test(file));
    return { code: outputFiles[0]?.text ?? '', inputs: inputs.map((file) => path.resolve(folder, file)) };
  } catch (failure) {
    throw notBundled(failure);
  }
}

/** esbuild says what is wrong with the files; whatever else is thrown (no binary, no room) speaks for itself. */
function notBundled(failure: unknown): NotBundled {
  const { errors } = failure as Partial<BuildFailure>;
  const sentences = Array.isArray(errors) ? errors.map(sentenceOf) : [];
  const words = failure instanceof Error ? failure.message : String(failure);
  return new NotBundled(sentences.length > 0 ? sentences.join('\n') : words, { cause: failure });
}

const COMMON = {
  bundle: true,
  format: 'esm' as const,
  target: 'es2023',
  minify: true,
  charset: 'utf8' as const,
  conditions: ['@lastack/source'] as string[],
  legalComments: 'none' as const,
  write: false as const,
  logLevel: 'silent' as const,
} satisfies BuildOptions;

/** `#subject` is the border, generated from exercise.json; `vitest` is this package's own. */
function exercisePlugin(exports: readonly string[]): Plugin {
  return {
    name: 'lastack:exercise',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^#subject$/ }, () => ({ path: 'border', namespace: 'lastack', sideEffects: false }));
      onResolve({ filter: /^vitest$/ }, () => ({ path: VITEST, sideEffects: false }));
      onLoad({ filter: /^border$/, namespace: 'lastack' }, () => ({
        resolveDir: PACKAGE,
        contents: `import { border } from ${JSON.stringify(SUBJECT)};
export const { ${exports.join(', ')} } = border(${JSON.stringify(exports)});
`,
      }));
    },
  };
}

/** What a learner's file may import, as the text of a module: it is loaded under an address of its own. */
const languagePlugin: Plugin = {
  name: 'lastack:language',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^lastack:language$/ }, () => ({ path: 'language', namespace: 'lastack' }));
    onLoad({ filter: /^language$/, namespace: 'lastack' }, async () => {
      const contents = "export * from '@lastack/tcp/language';";
      const { outputFiles } = await build({ ...COMMON, stdin: { contents, resolveDir: PACKAGE } });
      return { contents: outputFiles[0]?.text ?? '', loader: 'text' };
    });
  },
};

/** esbuild's words, but for the one mistake that an author is likely to make. */
function sentenceOf({ text, location }: Message): string {
  const where = location ? `${location.file}:${location.line}:${location.column + 1} ` : '';
  const missing = /^No matching export in ".*in-worker\/vitest\.ts" for import "(\w+)"$/.exec(text)?.[1];
  if (!missing) return `${where}${text}`;
  return `${where}imports ${missing} from 'vitest'. Where exercises run in a browser there are afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, suite and test. Do without it, or leave "browser" out of "places".`;
}
