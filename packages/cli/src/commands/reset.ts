/** `lastack reset`: the learner's file as the course gave it; what stood there is kept. */
import type { Run } from '../command.ts';
import { exerciseMeant, findCourse } from '../course.ts';
import { EXIT } from '../refusal.ts';
import { resetExercise } from '../starter.ts';

export const run: Run = async (call, terminal) => {
  const course = findCourse(terminal.cwd);
  const exercise = exerciseMeant(course, terminal.cwd, call.words[0]);
  const { backup } = resetExercise(course.root, exercise);
  const { id, subject } = exercise.manifest;
  const words =
    backup === null
      ? { en: `${id}: ${subject} is the starter already.`, 'zh-Hans': `${id}：${subject} 已经是初始代码。` }
      : {
          en: `${id}: ${subject} is the starter again. What you had is in ${backup}`,
          'zh-Hans': `${id}：${subject} 已恢复为初始代码。你原来写的保存在 ${backup}`,
        };
  terminal.print(terminal.say(words));
  return EXIT.well;
};
