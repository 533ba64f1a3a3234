/**
 * What one run needs on disk: a folder of its own with the compiled learner's file and the progress file, and the
 * command that starts the subject there.
 */
import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Manifest, Place, Text } from '@lastack/exercise-kit';
import { compileSubject, LANGUAGE } from '../vitest/subject-file.mjs';
import type { Job } from './in-vitest/job.ts';
import { confine, type Launch } from './os/confinement.ts';
import { requireOs } from './os/probe.ts';
import { scratchFolder } from './scratch.ts';
import { INTERPRETER_STACK } from './subject-side/interpreter-stack.ts';
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
  { seed, replay, witness }: Pick<Job, 'seed' | 'replay' | 'witness'>,
): Promise<StageResult> {
  const { kind, subject: subjectName, limits } = manifest;
  const source = typeof subject === 'string' ? await sourceOf(subject) : subject.source;
  if (source === null) return { ok: false, why: noFile(subjectName) };
  const compiled = compileSubject(source, subjectName, kind);
  if (!compiled.ok) return { ok: false, why: problemLines(compiled.problems) };

  const folder = scratchFolder('run');
  const progress = path.join(folder, 'progress.jsonl');
  const file = await writeCompiled(folder, compiled.code);
  const here = place === 'terminal' && kind === 'function';
  const job: Job = {
    kind,
    source: await writeSource(folder, source),
    compiled: file,
    language: here && compiled.code.includes(LANGUAGE) ? (await prepareSubjectSide()).language : null,
    subjectName,
    launch: here ? null : await launchOf(manifest, place, file),
    limits,
    seed,
    replay,
    witness,
    progress,
  };
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
  if (place === 'interpreter') return interpreted(subjectSide, file);
  // Where the program looks for the one package it may import.
  await symlink(path.join(subjectSide, 'node_modules'), path.join(path.dirname(file), 'node_modules'));
  return unconfined(subjectSide, file, limits.memoryMB);
}

/** A program on the learner's own machine: a process of its own, with all that the learner may do. */
function unconfined(subjectSide: string, file: string, memoryMB: number): Launch {
  const host = path.join(subjectSide, 'host-program.mjs');
  const { PATH = '', HOME = '' } = process.env;
  return {
    command: [process.execPath, `--max-old-space-size=${memoryMB}`, '--no-warnings', host],
    env: { PATH, HOME, TZ: 'UTC', LANG: 'C.UTF-8' },
    seccomp: null,
    load: file,
    slowness: 1,
  };
}

/** QuickJS in WebAssembly in a process that may read what it needs, and nothing else. */
function interpreted(subjectSide: string, file: string): Launch {
  const host = path.join(subjectSide, 'host-interpreter.mjs');
  const permission = process.allowedNodeEnvironmentFlags.has('--permission') ? 'permission' : 'experimental-permission';
  const flags = [
    `--${permission}`,
    `--allow-fs-read=${subjectSide}${path.sep}*`,
    `--allow-fs-read=${file}`,
    `--stack-size=${INTERPRETER_STACK.v8KB}`,
    '--no-warnings',
  ];
  return {
    command: [process.execPath, ...flags, host],
    env: { TZ: 'UTC', LANG: 'C.UTF-8' },
    seccomp: null,
    load: file,
    slowness: INTERPRETER_SLOWNESS,
  };
}

/**
 * The interpreter needs 30 times V8's time for the same steps; an answer takes less than a tenth of its limit. So honest
 * code that passes in one place passes in the other, and a loop ends within seconds.
 */
export const INTERPRETER_SLOWNESS = 10;

async function sourceOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return null;
  }
}

/** For the trusted side alone: where in it something was thrown. */
async function writeSource(folder: string, source: string): Promise<string> {
  const file = path.join(folder, 'subject.ts');
  await writeFile(file, source);
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
