/** The files that `lastack run` was given: scenarios and scripts, from folders too. Next: scenario.ts */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { verbatim, wrongCall } from '../refusal.ts';

/** What reading or writing a file can meet. errno(3). */
const FILE_ERRORS: Readonly<Record<string, { en: string; 'zh-Hans': string }>> = {
  ENOENT: { en: 'there is no such file', 'zh-Hans': '没有这个文件' },
  EISDIR: { en: 'it is a folder', 'zh-Hans': '这是一个目录' },
  EACCES: { en: 'it may not be opened', 'zh-Hans': '没有访问权限' },
  ENOTDIR: { en: 'a part of its path is no folder', 'zh-Hans': '路径中有一部分不是目录' },
};

function withFile<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = FILE_ERRORS[code] ?? verbatim(code);
    throw wrongCall(`${file}: ${why.en}. Check the path.`, `${file}：${why['zh-Hans']}。请检查路径。`);
  }
}

/** A file's text; `file` is as the caller wrote it, and is what messages say. */
export const readText = (file: string, cwd: string): string =>
  withFile(file, () => readFileSync(resolve(cwd, file), 'utf8'));

export const writeText = (file: string, cwd: string, text: string): void =>
  withFile(file, () => writeFileSync(resolve(cwd, file), text));

const SUFFIXES = ['.json', '.pkt'] as const;
const isRunnable = (name: string): boolean => SUFFIXES.some((suffix) => name.endsWith(suffix));

/** Files as they are, folders as what they hold, in the order of their names. */
export function runnable(words: readonly string[], cwd: string): string[] {
  return words.flatMap((word) => {
    if (withFile(word, () => statSync(resolve(cwd, word))).isDirectory()) return inFolder(word, cwd);
    if (isRunnable(word)) return [word];
    throw wrongCall(
      `${word}: neither a scenario (.json) nor a packetdrill script (.pkt).`,
      `${word}：既不是场景文件（.json），也不是 packetdrill 脚本（.pkt）。`,
    );
  });
}

function inFolder(folder: string, cwd: string): string[] {
  const names = readdirSync(resolve(cwd, folder), { recursive: true, encoding: 'utf8' });
  const files = names.filter(isRunnable).toSorted();
  if (files.length > 0) return files.map((name) => join(folder, name));
  throw wrongCall(
    `${folder}: no scenario (.json) and no packetdrill script (.pkt) in this folder.`,
    `${folder}：目录中没有场景文件（.json），也没有 packetdrill 脚本（.pkt）。`,
  );
}
