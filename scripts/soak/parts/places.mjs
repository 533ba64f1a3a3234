import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ROOT } from '../../setup/run.mjs';
import { allExercises } from '../exercises.mjs';
import { nodeFor } from '../part.mjs';

const LASTACK = join(ROOT, 'packages/cli/bin/lastack.js');
/** A place that is broken says the same of every answer. */
const MOST_NOTES = 5;

/** Of one report of `lastack verify --places all`: a place that could not be checked has failed. */
export function outcomeOf(exercise, { passed, failed, skipped, places, problems, runs }) {
  const lacking = places.filter(({ checked }) => !checked);
  const said = [
    ...lacking.map(({ place, why, command }) => `NOT CHECKED: ${place}: ${why.en}. To mend it: ${command}`),
    ...problems.slice(0, MOST_NOTES).map(({ file, line, text }) => `${file}:${line} ${text.en}`),
    ...(problems.length > MOST_NOTES ? [`and ${problems.length - MOST_NOTES} more`] : []),
  ];
  const perPlace = places
    .map(({ place }) => [place, runs.filter((run) => run.place === place).length])
    .map(([place, count]) => `${count} ${place}`);
  const wrong = failed + skipped;
  const notes = [`${exercise}: ${perPlace.join(', ')}; ${wrong} wrong`, ...said.map((line) => `  ${line}`)];
  return { cases: passed + wrong, passed, failed: wrong, notes };
}

async function verify(root, exercise, milliseconds) {
  const box = mkdtempSync(join(tmpdir(), 'lastack-soak-places-'));
  const file = join(box, 'report.json');
  try {
    const args = [LASTACK, 'verify', exercise, '--places', 'all', '--no-cache', '--report', file];
    // A place that is not here is counted by us, whoever calls.
    const { code, output, late } = await nodeFor(args, { cwd: root, env: { CI: '' }, milliseconds });
    // 2 and 3: there is no report.
    if (!late && code <= 1) return outcomeOf(exercise, JSON.parse(readFileSync(file, 'utf8')));
    const why = late ? 'ended: the time was over' : `lastack verify ended with code ${code}: ${lastLineOf(output)}`;
    return { cases: 1, passed: 0, failed: 1, notes: [`${exercise}: ${why}`] };
  } finally {
    rmSync(box, { recursive: true, force: true });
  }
}

const lastLineOf = (output) => output.trim().split('\n').at(-1) ?? '';

/**
 * A case is one answer in one place. Exercise after exercise, so that a soak that is ended has said what it did;
 * `--cases N`: no further exercise is begun once N are done.
 * @type {import('../part.mjs').Part & { run: (order: import('../part.mjs').Order & { root?: string }) => any }}
 */
export default {
  name: 'places',
  about: 'every answer of the course in every place',
  async run({ cases: most, milliseconds, say, root = ROOT }) {
    const ends = performance.now() + milliseconds;
    const sum = { cases: 0, passed: 0, failed: 0, notes: [] };
    for (const { id } of allExercises(root)) {
      if (most !== null && sum.cases >= most) break;
      const began = performance.now();
      const one = await verify(root, id, Math.max(1, ends - began));
      for (const key of ['cases', 'passed', 'failed']) sum[key] += one[key];
      sum.notes.push(...one.notes);
      const seconds = Math.round((performance.now() - began) / 1_000);
      for (const note of one.notes) say(`soak: places: ${note}${note === one.notes[0] ? `; ${seconds} s` : ''}`);
      if (performance.now() >= ends) break;
    }
    return sum;
  },
};
