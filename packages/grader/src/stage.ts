/**
 * What one run needs on disk: a folder of its own with the compiled learner's file and the progress file, and the
 * command that starts the subject there.
 */
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Manifest, Place, Text } from '@lastack/exercise-kit';
import { compileSubject } from '../vitest/subject-file.mjs';
import type { Job } from './in-vitest/job.ts';
import { confine, type Launch } from './os/confinement.ts';
import { requireOs } from './os/probe.ts';
import { prepareSubjectSide } from './subject-side.ts';

export interface Stage {
  readonly job: Job;
  readonly progress: string;
  /** Before another attempt. */
  clear(): Promise<void>;
  remove(): Promise<void>;
}

/** The path of a TypeScript file, or its text. */
export type Subject = string | { readonly source: string };

export type StageResult = { readonly ok: true; readonly stage: Stage } | { readonly ok: false; readonly why: Text };

/** Sets up a run of `subject` in `place`; or why there is nothing to run. Throws `MachineLacks`. */
export async function setStage(
  manifest: Manifest,
  subject: Subject,
  place: Place,
  seed: number | null,
): Promise<StageResult> {
  const { kind, subject: subjectName, limits } = manifest;
  const source = typeof subject === 'string' ? await sourceOf(subject) : subject.source;
  if (source === null) return { ok: false, why: noFile(subjectName) };
  const compiled = compileSubject(source, subjectName, kind);
  if (!compiled.ok) return { ok: false, why: problemLines(compiled.problems) };

  const folder = await mkdtemp(path.join(tmpdir(), 'lastack-run-'));
  const progress = path.join(folder, 'progress.jsonl');
  const inProcess = place === 'terminal' && kind === 'function';
  const file = inProcess ? await typescriptOf(folder, subject) : await writeCompiled(folder, compiled.code);
  const launch = inProcess ? null : await launchOf(manifest, place, file);
  const job: Job = { kind, subject: file, subjectName, launch, limits, seed, progress };
  const clear = () => writeFile(progress, '');
  const remove = () => rm(folder, { recursive: true, force: true });
  return { ok: true, stage: { job, progress, clear, remove } };
}

async function launchOf({ kind, limits }: Manifest, place: Place, file: string): Promise<Launch> {
  const { folder: subjectSide, seccomp } = await prepareSubjectSide();
  if (place === 'os') {
    const { uid } = await requireOs();
    return confine({ kind, subjectSide, file, limits, uid, seccomp: seccomp[kind] });
  }
  // Where the program looks for the one package it may import.
  await symlink(path.join(subjectSide, 'node_modules'), path.join(path.dirname(file), 'node_modules'));
  return unconfined(subjectSide, file, limits.memoryMB);
}

/** A program on the learner's own machine: a process of its own, with all that the learner may do. */
function unconfined(subjectSide: string, file: string, memoryMB: number): Launch {
  const host = path.join(subjectSide, 'host-program.mjs');
  const { PATH = '', HOME = '' } = process.env;
  return {
    command: [process.execPath, `--max-old-space-size=${memoryMB}`, '--no-warnings', '--enable-source-maps', host],
    env: { PATH, HOME, TZ: 'UTC', LANG: 'C.UTF-8' },
    seccomp: null,
    load: file,
  };
}

async function sourceOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return null;
  }
}

async function typescriptOf(folder: string, subject: Subject): Promise<string> {
  if (typeof subject === 'string') return path.resolve(subject);
  const file = path.join(folder, 'subject.ts');
  await writeFile(file, subject.source);
  return file;
}

/** In a folder that a subject with a uid of its own may read; the progress file beside it stays ours. */
async function writeCompiled(folder: string, code: string): Promise<string> {
  const readable = path.join(folder, 'compiled');
  await mkdir(readable);
  await chmod(folder, 0o711);
  const file = path.join(readable, 'subject.mjs');
  await writeFile(file, code, { mode: 0o644 });
  return file;
}

const noFile = (name: string): Text => ({ en: `There is no file ${name}.`, 'zh-Hans': `没有文件 ${name}。` });

type Problems = Extract<ReturnType<typeof compileSubject>, { ok: false }>['problems'];

function problemLines(problems: Problems): Text {
  const lines = (language: keyof Text): string =>
    problems.map(({ file, line, column, text }) => `${file}:${line}:${column} ${text[language]}`).join('\n');
  return { en: lines('en'), 'zh-Hans': lines('zh-Hans') };
}
