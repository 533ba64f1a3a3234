/** `lastack new`: the files of an exercise, each with what is left to write; `lastack verify` lists it. */
import { LESSONS } from '@lastack/exercise-kit';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Run } from '../command.ts';
import { exerciseIds, findRoot } from '../course.ts';
import { filesOf, type Names } from '../new/templates.ts';
import { EXIT, wrongCall } from '../refusal.ts';
import { writeFile } from '../run/files.ts';

const camelCase = (name: string): string => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** `my-exercise` gets the number after the last; `16-my-exercise` brings its own. */
function namesFor(word: string, lesson: string, ids: readonly string[]): Names {
  const [, given, name = ''] = /^(?:(\d\d)-)?([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(word) ?? [];
  if (name === '')
    throw wrongCall(
      `"${word}" is no name for an exercise: small letters, digits and hyphens, as in lost-last-ack or 07-lost-last-ack.`,
      `“${word}”不能作为练习名：请用小写字母、数字和连字符，如 lost-last-ack 或 07-lost-last-ack。`,
    );
  const next = Math.max(0, ...ids.map((id) => Number.parseInt(id, 10))) + 1;
  const number = given ?? String(next).padStart(2, '0');
  const taken = ids.find((id) => id.startsWith(`${number}-`) || id.slice(3) === name);
  if (taken !== undefined)
    throw wrongCall(`there is ${taken} already: choose another name or number.`, `已有 ${taken}：请换一个名字或编号。`);
  return { id: `${number}-${name}`, name, subject: camelCase(name), lesson };
}

function lessonOf(word: string | undefined): string {
  const names = Object.keys(LESSONS);
  if (word === undefined) return names[0]!;
  if (names.includes(word)) return word;
  throw wrongCall(
    `no lesson "${word}". There are: ${names.join(', ')}.`,
    `没有课文“${word}”。现有：${names.join('、')}。`,
  );
}

export const run: Run = async (call, { cwd, say, print, style }) => {
  const root = findRoot(cwd);
  const names = namesFor(call.words[0] ?? '', lessonOf(call.value('lesson')), exerciseIds(root));
  for (const [file, text] of Object.entries(filesOf(names))) {
    const path = join(root, file);
    if (existsSync(path)) throw wrongCall(`${file} is there already.`, `${file} 已存在。`);
    mkdirSync(dirname(path), { recursive: true });
    writeFile(path, cwd, text);
    print(file);
  }
  const { id, lesson } = names;
  const words = {
    en: `\nIts lesson is "${lesson}"${call.has('lesson') ? '' : ' (--lesson chooses another)'}. Every TODO is yours; this lists them:\n  lastack verify ${id}\nOnce, so that the workspace is known:\n  npm install`,
    'zh-Hans': `\n所属课文是“${lesson}”${call.has('lesson') ? '' : '（用 --lesson 另选）'}。每个 TODO 都由你来写，下面的命令会列出：\n  lastack verify ${id}\n还要运行一次，登记这个工作区：\n  npm install`,
  };
  print(style('dim', say(words)));
  return EXIT.well;
};
