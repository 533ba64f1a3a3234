/** Measures: every contender once a round, so that what else the machine does meets them all. Next: report.mjs */
import { isMissing } from './row.mjs';
import { judge, median } from './targets.mjs';

const FULL = 5;
const QUICK = 1;

/**
 * One row, measured.
 *
 * @param {import('./row.mjs').Row} row
 * @param {import('./row.mjs').Bench} bench
 * @param {(line: string) => void} tell Progress, for whoever waits.
 */
export async function measure(row, bench, tell) {
  const rounds = bench.quick ? QUICK : Math.min(row.rounds ?? FULL, FULL);
  const entrants = [];
  for (const contender of row.contenders) entrants.push(await enter(contender, bench));
  for (let round = 1; round <= rounds; round += 1) {
    for (const entrant of entrants.filter(({ sample }) => sample !== null)) {
      tell(`${row.id}: round ${round} of ${rounds}, ${entrant.name}`);
      await once(entrant);
    }
  }
  const results = Object.fromEntries(entrants.map((entrant) => [entrant.id, resultOf(entrant)]));
  return { id: row.id, title: row.title, unit: row.unit, contenders: results, targets: judge(row, results) };
}

async function enter({ id, name, slow = false, prepare }, bench) {
  const entrant = { id, name, sample: null, samples: [], missing: null };
  if (slow && bench.quick) return { ...entrant, missing: { missing: 'time', install: 'run without --quick' } };
  const prepared = await prepare(bench).catch((error) => ({ missing: error.message, install: 'see above' }));
  return isMissing(prepared) ? { ...entrant, missing: prepared } : { ...entrant, sample: prepared };
}

/** A contender that fails once is out: half of its samples would be worth nothing. */
async function once(entrant) {
  try {
    entrant.samples.push(await entrant.sample());
  } catch (error) {
    entrant.missing = { missing: error.message, install: 'it failed while it was measured' };
    entrant.sample = null;
    entrant.samples = [];
  }
}

function resultOf({ name, samples, missing }) {
  const values = samples.map(({ value }) => value);
  const none = values.length === 0;
  return {
    name,
    median: none ? null : median(values),
    least: none ? null : Math.min(...values),
    most: none ? null : Math.max(...values),
    samples,
    missing,
  };
}
