/** What an author has not written yet: every TODO outside the starter, where one belongs. Next: ../commands/verify.ts */
import type { CourseProblem } from '@lastack/grader';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const TEXT = /\.(ts|json|md)$/;

function filesIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(root, path);
    return TEXT.test(entry.name) ? [path] : [];
  });
}

const isStarter = (file: string): boolean => /^exercises\/[^/]+\/src\//.test(file);

export function unwritten(root: string, ids: readonly string[]): CourseProblem[] {
  const files = ids.flatMap((id) => [...filesIn(root, `exercises/${id}`), ...filesIn(root, `solutions/${id}`)]);
  return files
    .filter((file) => !isStarter(file))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index): CourseProblem[] => {
          const todo = /\bTODO\b[:：]?\s*([^"'`]*)/.exec(line);
          if (!todo) return [];
          const what = todo[1]!
            .replace(/\*\/\s*$/, '')
            .trim()
            .slice(0, 60);
          return [{ file, line: index + 1, text: { en: `not written yet: ${what}`, 'zh-Hans': `尚未写：${what}` } }];
        }),
    );
}
