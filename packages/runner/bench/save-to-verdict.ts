/**
 * The watch screen's wait: from a saved file to its verdict, in a thread that was warm. Wall time, since that is what a
 * person waits; and CPU time of this whole process, since that is what does not hang on what else the machine does. Tests
 * that go through every order stream in afterwards and are timed apart.
 * Prints one line of JSON: medians in ms.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseManifest } from '@lastack/exercise-kit';
import { openWarmRunner } from '@lastack/runner/node-worker';

const [root = '', id = '', exhaustive = '', saves = '10'] = process.argv.slice(2);
const folder = path.join(root, 'exercises', id);
const parsed = parseManifest(readFileSync(path.join(folder, 'exercise.json'), 'utf8'), 'exercise.json');
if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
const { manifest } = parsed;
const solution = readFileSync(path.join(root, 'solutions', id, path.basename(manifest.subject)), 'utf8');

/** The screen itself has nothing to do between two saves: the next thread has time to get warm. */
const REST_MS = 500;
const isExhaustive = (name: string): boolean => exhaustive !== '' && name.startsWith(exhaustive);

const runner = await openWarmRunner({ folder, manifest });
const first: number[] = [];
const worked: number[] = [];
const whole: number[] = [];
for (let save = 0; save < Number(saves); save++) {
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const began = performance.now();
  const before = process.cpuUsage();
  let judged = { at: began, cpu: { user: 0, system: 0 } };
  const onTest = ({ name }: { readonly name: string }): void => {
    if (!isExhaustive(name)) judged = { at: performance.now(), cpu: process.cpuUsage(before) };
  };
  // No two saves are the same file.
  const verdict = await runner.run({ source: `${solution}\n// ${save}\n` }, { onTest });
  if (verdict.outcome !== 'passed') throw new Error(`${id}: ${verdict.outcome}`);
  first.push(judged.at - began);
  worked.push((judged.cpu.user + judged.cpu.system) / 1_000);
  whole.push(performance.now() - began);
}
await runner.close();

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN;
console.log(
  JSON.stringify({
    milliseconds: median(first),
    cpuMilliseconds: median(worked),
    withEveryOrder: median(whole),
    saves: Number(saves),
  }),
);
