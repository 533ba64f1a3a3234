/**
 * Reading what somebody handed in. Only the one file that exercise.json names is read, after every step to it was looked
 * at: no links, nothing but folders on the way, a regular file of a sane size at the end. Nothing is followed, executed
 * or unpacked; whatever is wrong becomes a sentence, and the batch goes on.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Manifest, Text } from '@lastack/exercise-kit';
import { MAX_SOURCE } from '../../vitest/subject-file.mjs';

/** The batch as a whole cannot be: exit code 2 of the command. */
export class GradeRefused extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.name = 'GradeRefused';
    this.text = text;
  }
}

export interface Learner {
  /** The folder's name; that of a zip without its ending. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** Why nothing of it can be read. */
  readonly refused: Text | null;
}

export type Handed =
  { readonly ok: true; readonly source: string; readonly sha256: string } | { readonly ok: false; readonly why: Text };

/** Everybody who handed something in, by name; and what lies there besides. Hidden files are passed over. */
export async function readLearners(folder: string): Promise<{ learners: Learner[]; ignored: string[] }> {
  const found = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new GradeRefused(NO_FOLDER(folder));
  });
  const entries = found.filter(({ name }) => !name.startsWith('.'));
  const learners: Learner[] = [];
  const ignored: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) learners.push({ name: entry.name, path: at, refused: null });
    else if (entry.isSymbolicLink()) learners.push({ name: entry.name, path: at, refused: LINK(entry.name) });
    else if (entry.name.endsWith('.zip')) learners.push({ name: entry.name.slice(0, -4), path: at, refused: ZIP });
    else ignored.push(entry.name);
  }
  return { learners: withoutTwins(learners), ignored };
}

/** `alice` and `alice.zip`: nobody can say which one counts. */
function withoutTwins(learners: readonly Learner[]): Learner[] {
  const seen = new Map<string, Learner>();
  for (const learner of learners) {
    const twin = seen.get(learner.name);
    seen.set(learner.name, twin ? { ...twin, refused: TWINS(learner.name) } : learner);
  }
  return [...seen.values()];
}

/** `alone`: one exercise is graded, so its file may also lie at `src/…` or at the top. */
export async function readHanded(learner: Learner, manifest: Manifest, alone: boolean): Promise<Handed> {
  if (learner.refused) return { ok: false, why: learner.refused };
  const { id, subject } = manifest;
  const places = [`exercises/${id}/${subject}`, `${id}/${subject}`];
  if (alone) places.push(subject, path.posix.basename(subject));
  for (const place of places) {
    const found = await readInside(learner.path, place);
    if (found !== null) return found;
  }
  return { ok: false, why: MISSING(places) };
}

/** `null`: there is nothing at this place. */
async function readInside(folder: string, file: string): Promise<Handed | null> {
  const steps = file.split('/');
  let at = folder;
  for (const [index, step] of steps.entries()) {
    const twin = await clash(at, step);
    if (twin !== null) return { ok: false, why: CLASH(step, twin) };
    at = path.join(at, step);
    const stat = await lstat(at).catch(() => null);
    if (stat === null) return null;
    if (stat.isSymbolicLink()) return { ok: false, why: LINK(steps.slice(0, index + 1).join('/')) };
    const last = index === steps.length - 1;
    if (last ? !stat.isFile() : !stat.isDirectory()) return last ? { ok: false, why: NO_FILE(file) } : null;
    if (last && stat.size > MAX_SOURCE) return { ok: false, why: TOO_LARGE(file) };
  }
  return readRegular(at, file);
}

/** A name that some file systems would take for this one. */
async function clash(folder: string, name: string): Promise<string | null> {
  const names = await readdir(folder).catch((): string[] => []);
  return (
    names.find((other) => other !== name && other.toLowerCase() === name.toLowerCase() && names.includes(name)) ?? null
  );
}

/** Opened without following a link that has appeared since, and without waiting for a pipe; read up to the limit. */
async function readRegular(at: string, file: string): Promise<Handed> {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(at, flags).catch(() => null);
  if (handle === null) return { ok: false, why: NO_FILE(file) };
  try {
    if (!(await handle.stat()).isFile()) return { ok: false, why: NO_FILE(file) };
    const bytes = Buffer.alloc(MAX_SOURCE + 1);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    if (bytesRead > MAX_SOURCE) return { ok: false, why: TOO_LARGE(file) };
    const content = bytes.subarray(0, bytesRead);
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { ok: true, source: new TextDecoder('utf-8', { fatal: true }).decode(content), sha256 };
  } catch {
    return { ok: false, why: NOT_TEXT(file) };
  } finally {
    await handle.close();
  }
}

const say = (en: string, zh: string): Text => ({ en, 'zh-Hans': zh });
const NO_FOLDER = (folder: string): Text => say(`${folder} is not a folder`, `${folder} 不是目录`);
const ZIP = say('zip files are not supported yet: unpack it into a folder', '暂不支持 zip：请解压成目录');
const LINK = (name: string): Text => say(`${name} is a link: links are refused`, `${name} 是链接，不予接受`);
const TWINS = (name: string): Text => say(`there are two submissions named ${name}`, `有两份名为 ${name} 的提交`);
const CLASH = (name: string, other: string): Text =>
  say(`${name} and ${other} differ only in case`, `${name} 与 ${other} 只有大小写不同`);
const NO_FILE = (file: string): Text => say(`${file} is not a regular file`, `${file} 不是普通文件`);
const NOT_TEXT = (file: string): Text => say(`${file} is not text in UTF-8`, `${file} 不是 UTF-8 文本`);
const TOO_LARGE = (file: string): Text =>
  say(`${file} is larger than ${MAX_SOURCE / 1024} KB`, `${file} 超过 ${MAX_SOURCE / 1024} KB`);
const MISSING = (places: readonly string[]): Text =>
  say(`nothing was handed in: there is no ${places.join(', nor ')}`, `没有提交：找不到 ${places.join('，也没有 ')}`);
