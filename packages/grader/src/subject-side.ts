/**
 * The folder that a subject's process sees as /subject: the hosts (src/subject-side/) as JavaScript, and the one package
 * that a learner may import. Made once in the life of this process, from this package's own sources.
 */
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratchFolder } from './scratch.ts';
import { seccompFilter } from './os/seccomp.ts';

export interface SubjectSide {
  /** Absolute; readable by everyone, since a subject may have a uid of its own. */
  readonly folder: string;
  /** The file with `@lastack/tcp/language` as one module of JavaScript. */
  readonly language: string;
  /** Files with the seccomp programs; `null` where this architecture has none. */
  readonly seccomp: Readonly<Record<'function' | 'program', string | null>>;
}

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

let made: Promise<SubjectSide> | null = null;

export function prepareSubjectSide(): Promise<SubjectSide> {
  made ??= make();
  return made;
}

async function make(): Promise<SubjectSide> {
  const folder = scratchFolder('subject-side');
  await chmod(folder, 0o755);
  const language = path.join(folder, 'node_modules/@lastack/tcp');
  await mkdir(language, { recursive: true });
  await Promise.all([
    bundle(folder),
    // Mount points and small files: bubblewrap binds over what exists.
    writeFile(path.join(folder, 'subject.mjs'), ''),
    writeFile(path.join(folder, 'hosts'), '127.0.0.1 localhost\n::1 localhost\n'),
    writeFile(
      path.join(language, 'package.json'),
      JSON.stringify({ name: '@lastack/tcp', type: 'module', exports: { './language': './language.mjs' } }),
    ),
    writeFile(path.join(language, 'language.mjs'), "export * from '../../../language.mjs';\n"),
  ]);
  const file = path.join(folder, 'language.mjs');
  return {
    folder,
    language: file,
    seccomp: { function: await filter(folder, 'function'), program: await filter(folder, 'program') },
  };
}

async function bundle(folder: string): Promise<void> {
  const { build } = await import('esbuild');
  const common = {
    absWorkingDir: PACKAGE,
    outdir: folder,
    bundle: true,
    conditions: ['@lastack/source'],
    logLevel: 'silent' as const,
  };
  const hosts = build({
    ...common,
    entryPoints: ['host-function', 'host-interpreter', 'host-program'].map((name) => `src/subject-side/${name}.ts`),
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
  });
  const language = build({
    ...common,
    entryPoints: { language: '@lastack/tcp/language' },
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    target: 'es2023',
  });
  const inside = build({
    ...common,
    entryPoints: ['src/subject-side/in-quickjs.ts'],
    format: 'iife',
    globalName: 'lastack',
    target: 'es2023',
  });
  const wasm = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
  await Promise.all([hosts, language, inside, copyFile(wasm, path.join(folder, 'emscripten-module.wasm'))]);
}

async function filter(folder: string, kind: 'function' | 'program'): Promise<string | null> {
  const bytes = seccompFilter(kind);
  if (bytes === null) return null;
  const file = path.join(folder, `${kind}.seccomp`);
  await writeFile(file, bytes);
  return file;
}
