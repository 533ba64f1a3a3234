/** Makes dist/ from the workspace's TypeScript. `node bin/bundle.js` does it from a script; launch.js when it must. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(HERE, 'dist');
const ENTRY = 'lastack.js';
/** Small libraries that go into the bundle; all others (vitest, esbuild, …) are loaded when used. */
const BUNDLED = /^(@lastack\/|valibot$|@humanwhocodes\/momoa$)/;

const slashes = (path) => path.split(sep).join('/');

/** Sources find the files beside them by import.meta.url; in the bundle it must go on meaning the source. */
const keepPlaces = {
  name: 'keep-places',
  setup(build) {
    build.onResolve({ filter: /^[^./#]/ }, ({ path, kind }) =>
      kind === 'entry-point' || BUNDLED.test(path) ? undefined : { path, external: true },
    );
    build.onLoad({ filter: /\.(ts|mjs)$/ }, ({ path }) => {
      if (path.includes(`${sep}node_modules${sep}`)) return undefined;
      const source = readFileSync(path, 'utf8');
      if (!source.includes('import.meta.url')) return undefined;
      const place = JSON.stringify(slashes(relative(DIST, path)));
      return {
        contents: source.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`),
        loader: path.endsWith('.ts') ? 'ts' : 'js',
      };
    });
  },
};

const OPTIONS = {
  absWorkingDir: HERE,
  entryPoints: { lastack: 'src/main.ts' },
  outdir: DIST,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  conditions: ['@lastack/source'],
  chunkNames: '[name]-[hash]',
  metafile: true,
  write: false,
  logLevel: 'silent',
  plugins: [keepPlaces],
};

/** Whole or not at all, whoever else writes the same file. */
function writeAtOnce(path, contents) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
}

/** A command that still runs may yet load a part of the bundle it came from: old parts stay for a day. */
function sweep(current) {
  for (const name of readdirSync(DIST)) {
    const path = join(DIST, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (!current.has(name) && age > 86_400_000) rmSync(path, { force: true });
  }
}

export async function bundle() {
  const { build } = await import('esbuild');
  const { metafile, outputFiles } = await build(OPTIONS);
  const inputs = Object.keys(metafile.inputs).map((path) => {
    const { mtimeMs, size } = statSync(join(HERE, path));
    return [slashes(path), mtimeMs, size];
  });
  mkdirSync(DIST, { recursive: true });
  // The parts have hashes in their names; the entry, which names them, comes after them, and the account last.
  const entryLast = outputFiles.toSorted((a, b) => Number(a.path.endsWith(ENTRY)) - Number(b.path.endsWith(ENTRY)));
  for (const { path, contents } of entryLast) writeAtOnce(path, contents);
  writeAtOnce(join(DIST, 'inputs.json'), JSON.stringify(inputs));
  sweep(new Set(['inputs.json', ...outputFiles.map(({ path }) => basename(path))]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
