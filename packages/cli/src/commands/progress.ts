/** `lastack progress`: what is passed, and what is left. */
import { table } from '../columns.ts';
import type { Run } from '../command.ts';
import { exerciseIds, findCourse } from '../course.ts';
import { loadProgress } from '../progress/progress-file.ts';
import { doneOf, reconciled, standingOf, type Standing } from '../progress/progress.ts';
import { progressBar } from '../progress-bar.ts';
import { EXIT } from '../refusal.ts';

const STANDINGS: Readonly<Record<Standing, { en: string; 'zh-Hans': string }>> = {
  passed: { en: 'passed', 'zh-Hans': '已通过' },
  older: { en: 'passed an older version: test it again', 'zh-Hans': '通过的是旧版本：请重新测试' },
  tried: { en: 'begun', 'zh-Hans': '进行中' },
  new: { en: 'new', 'zh-Hans': '未开始' },
};

export const run: Run = async (call, terminal) => {
  const { say, style, print, note, columns } = terminal;
  const { root, exercises } = findCourse(terminal.cwd);
  const { progress: kept, warning } = loadProgress(root);
  if (warning !== null) note(say(warning));
  const progress = reconciled(kept, exerciseIds(root));
  const all = exercises.map(({ manifest }) => {
    const { id, title, version, points } = manifest;
    return { id, title, version, points, standing: standingOf(progress, manifest), ...doneOf(progress, id) };
  });
  const passed = all.filter(({ standing }) => standing === 'passed').length;
  if (call.has('json')) {
    print(JSON.stringify({ passed, total: all.length, current: progress.current, exercises: all }));
    return EXIT.well;
  }
  const rows = all.map(({ id, title, standing }) => [
    standing === 'passed' ? '✓' : '·',
    id,
    say(title),
    say(STANDINGS[standing]),
  ]);
  table(rows).forEach((row, index) => print(all[index]?.standing === 'passed' ? style('green', row) : row));
  print();
  print(progressBar(passed, all.length, columns));
  return EXIT.well;
};
