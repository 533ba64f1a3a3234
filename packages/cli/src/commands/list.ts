/** `lastack list`: every exercise in one line. */
import { table } from '../columns.ts';
import type { Run } from '../command.ts';
import { findCourse } from '../course.ts';
import { EXIT } from '../refusal.ts';

const HEADS = {
  exercise: { en: 'EXERCISE', 'zh-Hans': '练习' },
  title: { en: 'TITLE', 'zh-Hans': '标题' },
  kind: { en: 'KIND', 'zh-Hans': '类型' },
  minutes: { en: 'MINUTES', 'zh-Hans': '分钟' },
  points: { en: 'POINTS', 'zh-Hans': '分值' },
} as const;

const KINDS = {
  function: { en: 'function', 'zh-Hans': '函数' },
  program: { en: 'program', 'zh-Hans': '程序' },
} as const;

export const run: Run = async (call, terminal) => {
  const { exercises } = findCourse(terminal.cwd);
  const manifests = exercises.map(({ manifest }) => manifest);
  if (call.has('json')) {
    const list = manifests.map(({ id, title, objective, lesson, kind, minutes, points, version }) => ({
      ...{ id, title, objective, lesson, kind, minutes, points, version },
    }));
    terminal.print(JSON.stringify({ exercises: list }));
    return EXIT.well;
  }
  const { say } = terminal;
  const rows = manifests.map(({ id, title, kind, minutes, points }) => [
    id,
    say(title),
    say(KINDS[kind]),
    `${minutes}`,
    `${points}`,
  ]);
  const [heads = '', ...lines] = table([Object.values(HEADS).map(say), ...rows]);
  terminal.print(terminal.style('dim', heads));
  lines.forEach((line) => terminal.print(line));
  return EXIT.well;
};
