/** `.lastack/progress.json` in the course's folder: read through a schema, written atomically. Next: ../progress-bar.ts */
import * as v from 'valibot';
import type { Text } from '@lastack/exercise-kit';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { verbatim } from '../refusal.ts';
import { NOTHING_YET, type Progress } from './progress.ts';
import { writeWhole } from './write-whole.ts';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

const DoneSchema = v.object({
  passedVersion: v.nullable(Count),
  passedAt: v.nullable(v.string()),
  attempts: Count,
  hints: Count,
  askedForSolution: Count,
});

/** `format` counts up when an older lastack could not read it. */
const FileSchema = v.object({
  format: v.literal(1),
  current: v.nullable(v.string()),
  exercises: v.record(v.string(), DoneSchema),
});

export interface Loaded {
  readonly progress: Progress;
  /** What a learner should know: a damaged file that was kept aside, one of a newer lastack. */
  readonly warning: Text | null;
  /** A file that may not be written over. */
  readonly locked: boolean;
}

/** Everything a learner keeps beside the exercises: progress, backups. Ignored by git. */
export const keptIn = (root: string): string => join(root, '.lastack');

const fileIn = (root: string): string => join(keptIn(root), 'progress.json');

/** Never throws: without a readable file there is no progress yet, and the reason is said. */
export function loadProgress(root: string): Loaded {
  const path = fileIn(root);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { progress: NOTHING_YET, warning: null, locked: false };
    return { progress: NOTHING_YET, warning: unreadable(relative(root, path), code ?? String(error)), locked: true };
  }
  const parsed = v.safeParse(FileSchema, parseJson(text));
  if (parsed.success) {
    const { current, exercises } = parsed.output;
    return { progress: { current, exercises }, warning: null, locked: false };
  }
  const format = (parseJson(text) as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > 1)
    return { progress: NOTHING_YET, warning: newer(relative(root, path)), locked: true };
  return keepAside(root, path);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const unreadable = (file: string, code: string): Text => ({
  en: `${file} cannot be read (${code}): your progress is not shown, and not written over.`,
  'zh-Hans': `无法读取 ${file}（${code}）：看不到你的进度，也不会覆盖它。`,
});

const newer = (file: string): Text => ({
  en: `${file} was written by a newer lastack: update the course. Until then your progress is not written over.`,
  'zh-Hans': `${file} 由更新版本的 lastack 写成：请更新课程。在此之前不会覆盖你的进度。`,
});

/** The damaged file gets another name; the next number when there is one already. */
function keepAside(root: string, path: string): Loaded {
  let number = 1;
  while (existsSync(`${path}.damaged-${number}`)) number += 1;
  const aside = `${path}.damaged-${number}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return { progress: NOTHING_YET, warning: unreadable(relative(root, path), code), locked: true };
  }
  const [file, kept] = [relative(root, path), relative(root, aside)];
  return {
    progress: NOTHING_YET,
    warning: {
      en: `${file} was damaged: it is kept as ${kept}, and a new one is begun. Passing exercises are found again with "c".`,
      'zh-Hans': `${file} 已损坏：原文件保留为 ${kept}，并重新开始记录。按 c 可重新找回已通过的练习。`,
    },
    locked: false,
  };
}

const WHY: Readonly<Record<string, Text>> = {
  EACCES: { en: 'the folder may not be written to', 'zh-Hans': '没有写入该目录的权限' },
  EPERM: { en: 'the folder may not be written to', 'zh-Hans': '没有写入该目录的权限' },
  EROFS: { en: 'the file system is read-only', 'zh-Hans': '文件系统是只读的' },
  ENOSPC: { en: 'the disk is full', 'zh-Hans': '磁盘已满' },
};

/** Saves; answers with what is to be said when that was not possible. */
export function saveProgress(root: string, { current, exercises }: Progress): Text | null {
  try {
    writeWhole(fileIn(root), `${JSON.stringify({ format: 1, current, exercises }, null, 2)}\n`);
    return null;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = WHY[code] ?? verbatim(code || String(error));
    const file = relative(root, fileIn(root));
    return {
      en: `${file} cannot be written: ${why.en}. You can go on; your progress is not kept.`,
      'zh-Hans': `无法写入 ${file}：${why['zh-Hans']}。可以继续，但进度不会保存。`,
    };
  }
}
