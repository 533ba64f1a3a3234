/** `lastack hint`: one level of hints.md, in the reader's language. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../command.ts';
import { exerciseAround, exerciseIds, exerciseMeant, findCourse, type Exercise } from '../course.ts';
import { loadProgress, saveProgress } from '../progress/progress-file.ts';
import { doneOf, reconciled, withDone } from '../progress/progress.ts';
import { fold } from '../fold.ts';
import { EXIT, wrongCall } from '../refusal.ts';
import type { Terminal } from '../terminal.ts';

/** The parts of hints.md: one for each heading `## 1`, `## 2`, … */
export const hintsOf = (markdown: string): string[] =>
  markdown
    .split(/^## .*$/m)
    .slice(1)
    .map((part) => part.trim());

export function hintsFor({ folder, manifest: { id } }: Exercise, { language }: Pick<Terminal, 'language'>): string[] {
  const path = join(folder, language === 'en' ? 'hints.md' : 'hints.zh-Hans.md');
  if (!existsSync(path)) throw wrongCall(`${id} has no hints: ${path} is missing.`, `${id} 没有提示：缺少 ${path}。`);
  return hintsOf(readFileSync(path, 'utf8'));
}

/** Which hints were read is a part of the progress; that it cannot be kept is no reason not to show one. */
function keepLevel(root: string, id: string, level: number): void {
  const { progress, locked } = loadProgress(root);
  const known = reconciled(progress, exerciseIds(root));
  if (!locked && doneOf(known, id).hints < level) saveProgress(root, withDone(known, id, { hints: level }));
}

export const run: Run = async (call, terminal) => {
  const course = findCourse(terminal.cwd);
  const [first, second] = call.words;
  // Inside an exercise's folder, `lastack hint 2` means its second hint.
  const levelAlone =
    second === undefined && /^[1-3]$/.test(first ?? '') && exerciseAround(course, terminal.cwd) !== null;
  const exercise = exerciseMeant(course, terminal.cwd, levelAlone ? undefined : first);
  const { id } = exercise.manifest;
  const hints = hintsFor(exercise, terminal);
  const asked = call.value('level') ?? (levelAlone ? first : second) ?? '1';
  const hint = /^\d+$/.test(asked) ? hints[Number(asked) - 1] : undefined;
  if (hint === undefined)
    throw wrongCall(
      `${id} has no hint "${asked}": choose a level from 1 to ${hints.length}.`,
      `${id} 没有第“${asked}”级提示：可选 1 到 ${hints.length}。`,
    );
  const { say, style } = terminal;
  const title = say({ en: `Hint ${asked} of ${hints.length}`, 'zh-Hans': `提示 ${asked}/${hints.length}` });
  terminal.print(`${style('bold', title)}  ${id}\n\n${fold(hint, terminal.columns).join('\n')}`);
  const more = say({ en: 'The next one: ', 'zh-Hans': '下一级：' });
  keepLevel(course.root, id, Number(asked));
  if (Number(asked) < hints.length)
    terminal.print(style('dim', `\n${more}lastack hint ${id} --level ${Number(asked) + 1}`));
  return EXIT.well;
};
