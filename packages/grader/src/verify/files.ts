/** What an exercise must consist of, and nothing else: read, never run. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Manifest } from '@lastack/exercise-kit';
import { problemAt, type CourseProblem } from './problem.ts';

/** Folders that tools leave behind and git ignores. */
const IGNORED = new Set(['node_modules', 'test-results', 'dist', '.turbo', '.lastack']);
const IN_EXERCISE =
  /^(README|README\.zh-Hans|hints|hints\.zh-Hans)\.md$|^(exercise|package|tsconfig)\.json$|^[a-z0-9-]+\.test\.ts$|^grader\/[a-z0-9-]+\.ts$/;

/** What can be said of a folder whose exercise.json cannot be read: everything but what stands in it. */
export function checkUnread(root: string, id: string): CourseProblem[] {
  const guess = { id, subject: `src/${id.replace(/^\d\d-/, '')}.ts` };
  const [exercise, solution] = [`exercises/${id}`, `solutions/${id}`];
  return [
    ...checkFiles(path.join(root, exercise), exercise, guess),
    ...checkSolutionFiles(path.join(root, solution), solution, guess),
  ];
}

type Named = Pick<Manifest, 'id' | 'subject'>;

/** `name` is the exercise's path for problems: `exercises/08-time-wait`. */
export function checkFiles(folder: string, name: string, manifest: Named): CourseProblem[] {
  return [
    ...strays(folder, name, (file) => IN_EXERCISE.test(file) || file === manifest.subject),
    ...identity(folder, name, manifest),
    ...tests(folder, name),
    ...starter(folder, name, manifest),
    ...readmes(folder, name),
    ...['hints.md', 'hints.zh-Hans.md'].flatMap((file) => hints(path.join(folder, file), `${name}/${file}`)),
  ];
}

/** In a solution: the reference, mutants, variants, and which mistakes no test can tell from it (scripts/mutation). */
export function checkSolutionFiles(folder: string, name: string, { subject }: Named): CourseProblem[] {
  if (!existsSync(folder)) {
    return [problemAt(name, 1, 'there is no solution for this exercise', '这个练习没有解答')];
  }
  const reference = path.posix.basename(subject);
  const known = (file: string): boolean =>
    file === reference || file === 'equivalent.json' || /^(mutants|variants)\/[a-z0-9-]+\.ts$/.test(file);
  const missing = existsSync(path.join(folder, reference))
    ? []
    : [problemAt(`${name}/${reference}`, 1, 'the reference solution is missing', '缺少参考解答')];
  return [...missing, ...strays(folder, name, known)];
}

function strays(folder: string, name: string, known: (file: string) => boolean): CourseProblem[] {
  return filesIn(folder)
    .filter((file) => !known(file))
    .map((file) =>
      problemAt(`${name}/${file}`, 1, 'stray file: it belongs to no exercise', '多余的文件：不属于任何练习'),
    );
}

function filesIn(folder: string, prefix = ''): string[] {
  return readdirSync(path.join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    if (IGNORED.has(entry.name)) return [];
    const name = `${prefix}${entry.name}`;
    return entry.isDirectory() ? filesIn(folder, `${name}/`) : [name];
  });
}

function identity(folder: string, name: string, { id, subject }: Named): CourseProblem[] {
  const problems: CourseProblem[] = [];
  if (path.basename(folder) !== id) {
    const en = `the id ${id} is not the folder's name`;
    problems.push(problemAt(`${name}/exercise.json`, 1, en, `id ${id} 与目录名不同`));
  }
  const file = path.join(folder, 'package.json');
  const target = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Imports).imports?.['#subject']
    : undefined;
  if (target !== `./${subject}`) {
    const en = `package.json must say "imports": { "#subject": "./${subject}" }`;
    problems.push(
      problemAt(`${name}/package.json`, 1, en, `package.json 应写有 "imports": { "#subject": "./${subject}" }`),
    );
  }
  return problems;
}

interface Imports {
  readonly imports?: Readonly<Record<string, string>>;
}

function tests(folder: string, name: string): CourseProblem[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
  if (files.length === 1) return [];
  return [
    problemAt(
      name,
      1,
      `an exercise has one test file, not ${files.length}`,
      `练习应有一个测试文件，而不是 ${files.length} 个`,
    ),
  ];
}

function starter(folder: string, name: string, { subject }: Named): CourseProblem[] {
  const file = `${name}/${subject}`;
  const source = read(path.join(folder, subject));
  if (source === null) return [problemAt(file, 1, 'the starter is missing', '缺少起始文件')];
  return source.includes('TODO') ? [] : [problemAt(file, 1, 'the starter has no TODO', '起始文件中没有 TODO')];
}

/** Both languages, with the same number of headings: a section that one of them lacks is a section that is missing. */
function readmes(folder: string, name: string): CourseProblem[] {
  const files = ['README.md', 'README.zh-Hans.md'];
  const headings = files.map((file) => read(path.join(folder, file))?.match(/^#{1,6} /gm)?.length ?? 0);
  const missing = files.filter((_, index) => headings[index] === 0);
  if (missing.length > 0) {
    return missing.map((file) =>
      problemAt(`${name}/${file}`, 1, 'missing, or without a heading', '不存在，或没有标题'),
    );
  }
  if (headings[0] === headings[1]) return [];
  const en = `has ${headings[1]} headings, README.md has ${headings[0]}`;
  return [problemAt(`${name}/README.zh-Hans.md`, 1, en, `有 ${headings[1]} 个标题，README.md 有 ${headings[0]} 个`)];
}

function hints(file: string, name: string): CourseProblem[] {
  const source = read(file);
  if (source === null) return [problemAt(name, 1, 'the hints are missing', '缺少提示')];
  const levels = [...source.matchAll(/^## (.+)\n+([^#\s])?/gm)].map(([, level, text]) => (text ? level?.trim() : ''));
  if (levels.join() === '1,2,3') return [];
  const en = 'hints have three levels, "## 1", "## 2" and "## 3", each with text';
  return [problemAt(name, 1, en, '提示应有三级：“## 1”“## 2”“## 3”，每级都有内容')];
}

function read(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
