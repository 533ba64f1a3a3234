/** `lastack test`: the learner's code, in the terminal's place, supervised from this process. */
import { runExercise } from '@lastack/grader';
import type { Verdict } from '@lastack/exercise-kit';
import { join } from 'node:path';
import type { Run } from '../command.ts';
import { exerciseAround, exerciseIds, exerciseMeant, exerciseNamed, findCourse, type Exercise } from '../course.ts';
import { loadProgress, saveProgress } from '../progress/progress-file.ts';
import { judged, reconciled } from '../progress/progress.ts';
import { EXIT } from '../refusal.ts';
import { replayed, seedOf } from '../replay.ts';
import type { Terminal } from '../terminal.ts';
import { isPass, replayLines, verdictLine, verdictLines } from '../verdict-lines.ts';

const judge = (exercise: Exercise): Promise<Verdict> =>
  runExercise(exercise, join(exercise.folder, exercise.manifest.subject), 'terminal');

/** The learner's code is fine or not; that the machine failed is neither. */
function exitCodeOf(verdicts: readonly Verdict[]): number {
  if (verdicts.some(({ outcome }) => outcome === 'infrastructure')) return EXIT.machineLacks;
  return verdicts.every(isPass) ? EXIT.well : EXIT.no;
}

function nextStep({ manifest }: Exercise, verdict: Verdict, { style, say }: Terminal): string {
  const words = isPass(verdict)
    ? { en: 'The other exercises: lastack list', 'zh-Hans': '其他练习：lastack list' }
    : { en: `Stuck? lastack hint ${manifest.id}`, 'zh-Hans': `没有思路？lastack hint ${manifest.id}` };
  return style('dim', `  ${say(words)}`);
}

/** A pass counts wherever it was seen. What the machine broke says nothing of the learner. */
function keepVerdict(
  root: string,
  { manifest: { id, version } }: Exercise,
  verdict: Verdict,
  terminal: Terminal,
): void {
  const { progress, locked } = loadProgress(root);
  if (locked || verdict.outcome === 'infrastructure') return;
  const known = reconciled(progress, exerciseIds(root));
  const pass = isPass(verdict) ? { version, at: new Date().toISOString() } : null;
  const unsaved = saveProgress(root, judged(known, id, pass));
  if (unsaved !== null) terminal.note(terminal.say(unsaved));
}

/** Nothing is kept of it: one case is not the exercise. */
async function replay(exercise: Exercise, seed: number, json: boolean, terminal: Terminal): Promise<number> {
  const verdict = await replayed(exercise, seed);
  const decided = verdict.outcome === 'passed' || verdict.outcome === 'failed';
  if (json) terminal.print(JSON.stringify({ seed, verdicts: [verdict] }));
  else if (decided) terminal.print(replayLines(verdict, seed, terminal).join('\n'));
  else terminal.print(verdictLines(verdict, false, terminal).join('\n'));
  if (!decided) return exitCodeOf([verdict]);
  return verdict.tests.some(({ state }) => state === 'failed') ? EXIT.no : EXIT.well;
}

export const run: Run = async (call, terminal) => {
  const course = findCourse(terminal.cwd);
  const [word] = call.words;
  const seed = call.value('seed');
  if (seed !== undefined)
    return replay(exerciseMeant(course, terminal.cwd, word), seedOf(seed), call.has('json'), terminal);
  const one = word === undefined ? exerciseAround(course, terminal.cwd) : exerciseNamed(course, word);
  const verdicts: Verdict[] = [];
  for (const exercise of one ? [one] : course.exercises) {
    const verdict = await judge(exercise);
    verdicts.push(verdict);
    keepVerdict(course.root, exercise, verdict, terminal);
    if (call.has('json')) continue;
    if (one)
      terminal.print(
        [...verdictLines(verdict, call.has('all'), terminal), nextStep(one, verdict, terminal)].join('\n'),
      );
    else terminal.print(verdictLine(verdict, terminal));
  }
  if (call.has('json')) terminal.print(JSON.stringify({ verdicts }));
  return exitCodeOf(verdicts);
};
