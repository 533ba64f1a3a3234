/** `lastack verify`: the course's compiler. Its report is one documented object; its matrix is for people. */
import { verifyExercises, type VerifyReport } from '@lastack/grader';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Call, Run } from '../command.ts';
import { exerciseIds, findRoot, idNamed } from '../course.ts';
import { matrixLines } from '../kill-matrix.ts';
import { unwritten } from '../new/unwritten.ts';
import { problemLines } from '../problem-lines.ts';
import { EXIT, wrongCall } from '../refusal.ts';
import { writeFile } from '../run/files.ts';
import type { Terminal } from '../terminal.ts';

/** What `--json` and `--report` hold: the sums, then everything they are sums of. */
interface Summed extends VerifyReport {
  /** Runs whose verdict is the expected one. */
  readonly passed: number;
  /** Everything else that is wrong; under CI a place that could not be checked is wrong too. */
  readonly failed: number;
  /** Places that could not be checked. */
  readonly skipped: number;
}

function sum(report: VerifyReport, ci: boolean): Summed {
  const wrong = report.runs.filter(({ problems }) => problems.length > 0);
  const inFiles = report.problems.length - wrong.reduce((count, { problems }) => count + problems.length, 0);
  const unchecked = report.places.filter(({ checked }) => !checked).length;
  const failed = wrong.length + inFiles + (ci ? unchecked : 0);
  return { passed: report.runs.length - wrong.length, failed, skipped: ci ? 0 : unchecked, ...report };
}

function showPlaces({ places }: VerifyReport, ci: boolean, { say, style, print }: Terminal): void {
  for (const place of places) {
    if (place.checked) continue;
    const head = ci ? style('red', '✗') : style('yellow', '!');
    const words = say({
      en: `NOT CHECKED: the place "${place.place}": ${place.why.en}. To mend it: ${place.command}`,
      'zh-Hans': `未检验：“${place.place}”环境：${place.why['zh-Hans']}。解决办法：${place.command}`,
    });
    print(`${head} ${words}`);
  }
}

function show(report: Summed, ci: boolean, terminal: Terminal): void {
  for (const exercise of report.exercises)
    matrixLines(report, exercise, terminal).forEach((line) => terminal.print(line));
  for (const problem of report.problems) problemLines(problem, terminal).forEach((line) => terminal.print(line));
  showPlaces(report, ci, terminal);
  const { passed, failed, skipped } = report;
  terminal.print(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}

function howMuch(call: Call): { places?: 'all'; cache?: null } {
  const places = call.value('places');
  if (places !== undefined && places !== 'all')
    throw wrongCall(`--places ${places}: give "all".`, `--places ${places}：只能写 all。`);
  return { ...(places === 'all' ? { places } : {}), ...(call.has('no-cache') ? { cache: null } : {}) };
}

export const run: Run = async (call, terminal) => {
  const root = findRoot(terminal.cwd);
  const ids = exerciseIds(root);
  const named = [...new Set(call.words.map((word) => idNamed(ids, word)))].toSorted();
  const only = named.length === 0 ? {} : { only: named };
  const ci = process.env['CI'] === 'true';
  const found = await verifyExercises({ root, ...only, ...howMuch(call) });
  const problems = [...unwritten(root, only.only ?? ids), ...found.problems];
  const report = sum({ ...found, problems }, ci);
  const file = call.value('report');
  if (file !== undefined) {
    mkdirSync(dirname(resolve(terminal.cwd, file)), { recursive: true });
    writeFile(file, terminal.cwd, `${JSON.stringify(report)}\n`);
  }
  if (call.has('json')) terminal.print(JSON.stringify(report));
  else show(report, ci, terminal);
  return report.failed === 0 ? EXIT.well : EXIT.no;
};
