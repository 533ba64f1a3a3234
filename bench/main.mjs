/**
 * `npm run bench [-- ROW… --quick --out FILE]`: what this machine can do, beside peers in the same run.
 * Exit code 0 however fast it is; 2: the call was wrong; 3: nothing could be measured.
 * Reading order: row.mjs, targets.mjs, programs.mjs, rounds.mjs, report.mjs, table.mjs, and the rows.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, endAll, ROOT, run } from './programs.mjs';
import { machineLine, reportOf, thisMachine } from './report.mjs';
import { measure } from './rounds.mjs';
import explorerGrowth from './rows/explorer-growth.mjs';
import exerciseTest from './rows/exercise-test.mjs';
import explorerSpeed from './rows/explorer-speed.mjs';
import grading from './rows/grading.mjs';
import lifecycles from './rows/lifecycles.mjs';
import saveToVerdict from './rows/save-to-verdict.mjs';
import timeWaitCost from './rows/time-wait-cost.mjs';
import timeWaitMemory from './rows/time-wait-memory.mjs';
import { rowText, targetText } from './table.mjs';

/** In the order of the table. */
export const ROWS = [
  lifecycles,
  timeWaitCost,
  timeWaitMemory,
  explorerSpeed,
  explorerGrowth,
  saveToVerdict,
  exerciseTest,
  grading,
];

const OPTIONS = { quick: { type: 'boolean', default: false }, out: { type: 'string' } };

/** What was asked for, or what is wrong with it. */
export function asked(args, rows = ROWS) {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const unknown = positionals.find((id) => !rows.some((row) => row.id === id));
    if (unknown !== undefined) return { wrong: `no row "${unknown}"` };
    const chosen = positionals.length === 0 ? rows : rows.filter(({ id }) => positionals.includes(id));
    return { rows: chosen, quick: values.quick, out: values.out ?? join(ROOT, 'bench/test-results/bench.json') };
  } catch (error) {
    return { wrong: error.message };
  }
}

/** Measures, prints, writes. The exit code. */
export async function main(args, rows = ROWS, print = console.log, tell = console.error) {
  const wanted = asked(args, rows);
  if ('wrong' in wanted) {
    tell(
      `bench: ${wanted.wrong}. Usage: npm run bench [-- ROW… --quick --out FILE]; rows: ${rows.map(({ id }) => id).join(', ')}`,
    );
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'lastack-bench-'));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  // Ctrl-C does not pass by the end of this function.
  process.once('exit', clear);
  const bench = { folder, quick: wanted.quick, run, bundle: (entry) => bundle(entry, folder) };
  try {
    const machine = thisMachine();
    print(`${machineLine(machine)}\n`);
    const measured = [];
    for (const row of wanted.rows) {
      const result = await measure(row, bench, tell);
      measured.push(result);
      print(rowText(result));
    }
    print(targetText(measured.flatMap(({ targets }) => targets)));
    const out = resolve(wanted.out);
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, `${JSON.stringify(reportOf(machine, wanted.quick, measured), null, 2)}\n`);
    print(`\nEvery sample: ${out}`);
    return anything(measured) ? 0 : 3;
  } finally {
    clear();
    process.off('exit', clear);
  }
}

const anything = (measured) =>
  measured.some(({ contenders }) => Object.values(contenders).some(({ samples }) => samples.length > 0));

/** Ctrl-C: what was started ends too, by its pid. */
export function endWithUs() {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      endAll();
      process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  }
}
