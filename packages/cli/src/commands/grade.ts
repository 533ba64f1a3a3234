/** `lastack grade`: a verdict for every submission in a folder; the results are files in --out. */
import type { Text, Verdict } from '@lastack/exercise-kit';
import { gradeSubmissions, type GradeOptions, type Results } from '@lastack/grader';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { table } from '../columns.ts';
import type { Call, Run } from '../command.ts';
import { exerciseNamed, findCourse } from '../course.ts';
import { EXIT, wrongCall } from '../refusal.ts';
import type { Terminal } from '../terminal.ts';
import { OUTCOMES } from '../verdict-lines.ts';

const TRUST = 'i-trust-these-submissions';

function isolationOf(call: Call): GradeOptions['isolation'] {
  const level = call.value('isolation') ?? 'os';
  if (level === 'os' || level === 'interpreter') return level;
  if (level !== 'none')
    throw wrongCall(
      `no isolation "${level}". There are: os, interpreter, none.`,
      `没有隔离方式“${level}”。现有：os、interpreter、none。`,
    );
  if (call.has(TRUST)) return 'none';
  throw wrongCall(
    `--isolation none runs other people's code as yourself. If that is what you want, add --${TRUST}.`,
    `--isolation none 会以你自己的身份运行他人的代码。若确要如此，请加上 --${TRUST}。`,
  );
}

function workersOf(call: Call): number | undefined {
  const word = call.value('workers');
  if (word === undefined) return undefined;
  if (/^[1-9]\d{0,2}$/.test(word)) return Number(word);
  throw wrongCall(`--workers ${word}: give a whole number from 1 to 999.`, `--workers ${word}：请给 1 到 999 的整数。`);
}

function optionsOf(call: Call, terminal: Terminal): GradeOptions {
  const out = call.value('out');
  if (out === undefined)
    throw wrongCall('"grade" needs --out DIR: where the results go.', '“grade”需要 --out DIR：结果放在哪里。');
  const course = findCourse(terminal.cwd);
  const [submissions = ''] = call.words;
  const exercise = call.value('exercise');
  const workers = workersOf(call);
  const seed = call.value('seed');
  return {
    submissions: resolve(terminal.cwd, submissions),
    out: resolve(terminal.cwd, out),
    exercises: exercise === undefined ? course.exercises : [exerciseNamed(course, exercise)],
    isolation: isolationOf(call),
    ...(workers === undefined ? {} : { workers }),
    ...(seed === undefined ? {} : { seed }),
  };
}

/** A line that is written over and over while a person waits; nothing when nobody looks. */
function progress(): Pick<GradeOptions, 'onVerdict'> {
  if (process.stderr.isTTY !== true) return {};
  return {
    onVerdict: ({ learner, verdict }, done, total) => {
      const line = `${done}/${total}  ${learner}  ${verdict.exercise}`.slice(0, (process.stderr.columns ?? 80) - 1);
      process.stderr.write(`\r\u001b[K${done === total ? '' : line}`);
    },
  };
}

const HEADS = {
  learner: { en: 'LEARNER', 'zh-Hans': '学员' },
  points: { en: 'POINTS', 'zh-Hans': '分数' },
  why: { en: 'WHY', 'zh-Hans': '原因' },
} as const;

/** Why a submission did not pass, in the words of the first thing that went wrong. */
function reason({ message, tests }: Verdict): Text | string {
  const failed = tests.find(({ state }) => state === 'failed');
  return message ?? failed?.failure?.code ?? failed?.message ?? '';
}

function show(results: Results, out: string, { say, style, print }: Terminal): void {
  // A line has room for one reason: with several exercises, results.json tells them.
  const withReason = results.exercises.length === 1;
  const words = (verdict: Verdict): string[] => {
    const why = reason(verdict);
    return withReason ? [typeof why === 'string' ? why : say(why)] : [];
  };
  const rows = results.submissions.map(({ learner, score, maxScore, verdicts }) => [
    learner,
    `${score}/${maxScore}`,
    ...verdicts.flatMap((verdict) => [say(OUTCOMES[verdict.outcome]), ...words(verdict)]),
  ]);
  const ids = results.exercises.map(({ id }) => id);
  const heads = [say(HEADS.learner), say(HEADS.points), ...ids, ...(withReason ? [say(HEADS.why)] : [])];
  const [first = '', ...lines] = table([heads, ...rows]);
  print(style('dim', first));
  lines.forEach((line) => print(line));
  const others = results.ignored.join(', ');
  if (others !== '')
    print(say({ en: `\nNot submissions, ignored: ${others}`, 'zh-Hans': `\n不是提交，已忽略：${others}` }));
  print();
  print(`${say({ en: 'Results', 'zh-Hans': '结果' })}  ${out}`);
}

/** Below the folder of the call, from there; elsewhere, from the root. */
function shortest(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path.startsWith('..') || isAbsolute(path) ? file : path;
}

export const run: Run = async (call, terminal) => {
  const options = optionsOf(call, terminal);
  const results = await gradeSubmissions({ ...options, ...progress() });
  if (results.submissions.length === 0)
    throw wrongCall(
      `no submissions: ${call.words[0]} holds no folder. Each learner's work is a folder of its own, named for the learner.`,
      `没有提交：${call.words[0]} 里没有子目录。每位学员的作业应是一个以学员命名的目录。`,
    );
  const file = join(options.out, 'results.json');
  if (call.has('json')) terminal.print(JSON.stringify(results));
  else show(results, shortest(file, terminal.cwd), terminal);
  // Every submission has a verdict of its own, good or bad; what the machine broke is not one.
  return results.outcomes.infrastructure === 0 ? EXIT.well : EXIT.no;
};
