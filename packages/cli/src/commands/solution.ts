/** `lastack solution`: the reference, after a pass; before it, when asked for twice. */
import type { Run } from '../command.ts';
import { exerciseIds, exerciseMeant, findCourse } from '../course.ts';
import { loadProgress, saveProgress } from '../progress/progress-file.ts';
import { doneOf, reconciled, standingOf, withDone } from '../progress/progress.ts';
import { EXIT, wrongCall } from '../refusal.ts';
import { solutionOf } from '../starter.ts';

export const run: Run = async (call, terminal) => {
  const course = findCourse(terminal.cwd);
  const { say, style, print, note } = terminal;
  const exercise = exerciseMeant(course, terminal.cwd, call.words[0]);
  const { id } = exercise.manifest;
  const { progress: kept, warning, locked } = loadProgress(course.root);
  if (warning !== null) note(say(warning));
  const progress = reconciled(kept, exerciseIds(course.root));
  const solution = solutionOf(course.root, exercise);
  if (solution === null) throw wrongCall(`${id} has no solution here.`, `这里没有 ${id} 的参考答案。`);
  const passed = ['passed', 'older'].includes(standingOf(progress, exercise.manifest));
  const asked = doneOf(progress, id).askedForSolution;
  if (!passed) {
    const unsaved = locked ? null : saveProgress(course.root, withDone(progress, id, { askedForSolution: asked + 1 }));
    if (unsaved !== null) note(say(unsaved));
  }
  if (!passed && asked === 0) {
    print(
      say({
        en: `${id} is not passed yet. A hint gives less away: lastack hint ${id}\nTo see the solution all the same, ask once more: lastack solution ${id}`,
        'zh-Hans': `${id} 还没有通过。提示透露得更少：lastack hint ${id}\n仍想看参考答案，请再问一次：lastack solution ${id}`,
      }),
    );
    return EXIT.no;
  }
  print(style('dim', solution.path));
  print(solution.text.trimEnd());
  return EXIT.well;
};
