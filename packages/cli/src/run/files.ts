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
  EROFS: { en: 'the file system is read-only', 'zh-Hans': '文件系统是只读的' },
  ENOSPC: { en: 'the disk is full', 'zh-Hans': '磁盘已满' },
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

export const readOctets = (file: string, cwd: string): Uint8Array =>
  withFile(file, () => new Uint8Array(readFileSync(resolve(cwd, file))));

export const writeFile = (file: string, cwd: string, contents: string | Uint8Array): void =>
  withFile(file, () => writeFileSync(resolve(cwd, file), contents));

const SUFFIXES = ['.json', '.pkt'] as const;
const isRunnable = (name: string): boolean => SUFFIXES.some((suffix) => name.endsWith(suffix));

/** What the words of a call stand for. */
export interface Found {
  /** As the caller wrote them; those of a folder in the order of their names. */
  readonly files: readonly string[];
  /** JSON in a folder that is nothing to run: said, never passed over in silence. */
  readonly others: readonly string[];
  readonly fromFolder: boolean;
}

/** Files as they are, folders as what they hold. */
export function runnable(words: readonly string[], cwd: string): Found {
  const found = words.map((word): Found => {
    if (withFile(word, () => statSync(resolve(cwd, word))).isDirectory()) return inFolder(word, cwd);
    if (isRunnable(word)) return { files: [word], others: [], fromFolder: false };
    throw wrongCall(
      `${word}: neither a scenario (.json) nor a packetdrill script (.pkt).`,
      `${word}：既不是场景文件（.json），也不是 packetdrill 脚本（.pkt）。`,
    );
  });
  return {
    files: found.flatMap(({ files }) => files),
    others: found.flatMap(({ others }) => others),
    fromFolder: found.some(({ fromFolder }) => fromFolder),
  };
}

/** A scenario, or what somebody meant to be one: an object with a script or hosts, and JSON that does not parse. */
function isMeantAsScenario(file: string, cwd: string): boolean {
  try {
    const value: unknown = JSON.parse(readText(file, cwd));
    return typeof value === 'object' && value !== null && ('script' in value || 'hosts' in value);
  } catch {
    return true;
  }
}

function inFolder(folder: string, cwd: string): Found {
  const names = withFile(folder, () => readdirSync(resolve(cwd, folder), { recursive: true, encoding: 'utf8' }));
  const all = names
    .filter((name) => isRunnable(name) && !name.split(/[\\/]/).includes('node_modules'))
    .toSorted()
    .map((name) => join(folder, name));
  const files = all.filter((file) => file.endsWith('.pkt') || isMeantAsScenario(file, cwd));
  if (files.length > 0) return { files, others: all.filter((file) => !files.includes(file)), fromFolder: true };
  throw wrongCall(
    `${folder}: no scenario (.json) and no packetdrill script (.pkt) in this folder.`,
    `${folder}：目录中没有场景文件（.json），也没有 packetdrill 脚本（.pkt）。`,
  );
}
