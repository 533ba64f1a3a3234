import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../setup/run.mjs';
import { allExercises } from '../exercises.mjs';
import { nodeFor, readTally } from '../part.mjs';

const RUNS = fileURLToPath(new URL('../program-runs.mjs', import.meta.url));
const BUSY = fileURLToPath(new URL('../busy.mjs', import.meta.url));
/** Processes that want a core of their own while the programs run: on two cores, each run has half of one or less. */
const BUSY_PROCESSES = 2;

/** What was judged, of one exercise; `complete`: nothing ended it before its time. */
export function outcomeOf(exercise, tally, complete) {
  const wrong = tally.filter((run) => run.wrong !== null);
  const of = (place) => tally.filter((run) => run.place === place).length;
  const mutants = tally.filter(({ file }) => file.includes('/mutants/')).length;
  const counted = `${of('terminal')} terminal, ${of('os')} os, ${mutants} of them mutants`;
  const notes = [
    `${exercise}: ${counted}; ${wrong.length} wrong${complete ? '' : '; ENDED before all were run'}`,
    ...wrong.map((run) => `  ${run.file} (${run.place}): ${run.wrong}`),
  ];
  const failed = wrong.length + (complete ? 0 : 1);
  const passed = tally.length - wrong.length;
  return { cases: passed + failed, passed, failed, notes };
}

/** Runs `work` while other processes take the CPU; they end with it, with us, or with their time. */
export async function underLoad(milliseconds, work) {
  const busy = Array.from({ length: BUSY_PROCESSES }, () =>
    spawn(process.execPath, [BUSY, String(Math.ceil(milliseconds))], { stdio: 'ignore' }),
  );
  try {
    return await work(busy);
  } finally {
    for (const child of busy) child.kill('SIGKILL');
  }
}

async function again(root, exercise, cases, milliseconds) {
  const box = mkdtempSync(join(tmpdir(), 'lastack-soak-programs-'));
  const tally = join(box, 'tally.jsonl');
  try {
    const order = JSON.stringify({ root, id: exercise, cases, tally });
    const args = ['--no-warnings', '--conditions=@lastack/source', '--import', 'tsx', RUNS, order];
    const { code, output, late } = await underLoad(milliseconds, () => nodeFor(args, { milliseconds }));
    const outcome = outcomeOf(exercise, readTally(tally), code === 0);
    if (code !== 0) outcome.notes.push(`  ${late ? 'the time was over' : output.trim().slice(-500)}`);
    return outcome;
  } finally {
    rmSync(box, { recursive: true, force: true });
  }
}

/**
 * A case is one verdict: of the reference or a variant, which must pass; and, for every eighth of them, of a mutant, which
 * must fail where its header says.
 * @type {import('../part.mjs').Part & { run: (order: import('../part.mjs').Order & { root?: string }) => any }}
 */
export default {
  name: 'programs',
  about: 'program exercises, again and again on a busy machine',
  async run({ cases, milliseconds, say, root = ROOT }) {
    const ends = performance.now() + milliseconds;
    const sum = { cases: 0, passed: 0, failed: 0, notes: [] };
    for (const { id } of allExercises(root).filter(({ kind }) => kind === 'program')) {
      const one = await again(root, id, cases ?? 200, Math.max(1, ends - performance.now()));
      for (const key of ['cases', 'passed', 'failed']) sum[key] += one[key];
      sum.notes.push(...one.notes);
      for (const note of one.notes) say(`soak: programs: ${note}`);
    }
    return sum;
  },
};
