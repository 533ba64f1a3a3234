/**
 * What every exercise's test stands on (the machine, the simulator, the kit), as a few files that Node loads at once.
 * Vite would transform some two hundred modules for each new process and evaluate them for each run; so this is the
 * greater part of what a run costs. Made once for one state of the sources, kept in node_modules/.cache.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { courseHash, folderOf } from './verify/course-hash.ts';

const PACKAGES = ['tcp', 'trace', 'simulator', 'packetdrill', 'explorer', 'exercise-kit'];

let made: Promise<string> | null = null;

/** The folder with the bundle, absolute: NAME.mjs for `@lastack/NAME`, NAME-DOOR.mjs for `@lastack/NAME/DOOR`. */
export function prepareKitBundle(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  const packageFolder = fileURLToPath(new URL('..', import.meta.url));
  const folder = path.join(packageFolder, 'node_modules/.cache/lastack', `kit-${courseHash(null).slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(path.dirname(folder), { recursive: true });
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: packageFolder,
    entryPoints: Object.fromEntries(doors().map((door) => [bundleName(door), door])),
    outdir: draft,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['@lastack/source'],
    logLevel: 'silent',
  });
  try {
    renameSync(draft, folder);
  } catch {
    // Another process was faster; it made the same.
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** `@lastack/exercise-kit/border` → `exercise-kit-border`. */
const bundleName = (door: string): string => door.slice('@lastack/'.length).replace('/', '-');

function doors(): string[] {
  return PACKAGES.flatMap((name) => {
    const folder = folderOf(name);
    if (folder === null) return [];
    const { exports } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
      exports: Readonly<Record<string, unknown>>;
    };
    const own = Object.keys(exports).filter((door) => !/[*]|\.json$/.test(door));
    return own.map((door) => `@lastack/${name}${door.slice(1)}`);
  });
}
