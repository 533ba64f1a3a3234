/**
 * One exercise, one subject, one place, one verdict: what `lastack test`, `verify` and `grade` all call.
 * Next: stage.ts, trusted-process.ts, verdict.ts
 */
import type { Place, Verdict } from '@lastack/exercise-kit';
import { withMachine } from './alone.ts';
import { runInBrowser } from './browser/judge-in-browser.ts';
import type { Exercise } from './exercise.ts';
import { prepareKitBundle } from './kit-bundle.ts';
import type { ReplayedCase } from './in-vitest/job.ts';
import type { Wanted } from './in-vitest/keep-account.ts';
import { inOwnNetwork } from './os/network.ts';
import { recorded, type Precedents } from './precedents.ts';
import { readProgress, type Progress } from './progress-file.ts';
import { setStage, type Stage, type Subject } from './stage.ts';
import { openTrusted, type Ending, type TrustedProcess } from './trusted-process.ts';
import { needsOsIsolation, verdictOf, verdictWithoutTests } from './verdict.ts';

export interface RunOptions {
  /** The base of all random cases, 0 … 2^32 − 1. Absent: the public one. */
  readonly seed?: number;
  /** Plays this random case alone: in the verdict, every test that has played none is `not-run`. Not in the browser. */
  readonly replay?: ReplayedCase;
  /** Runs this test alone, and keeps its account: the verdict is then of no use. Not in the browser. */
  readonly witness?: Wanted;
  /** A warm process to use again; closed by whoever opened it. Absent: one is started and closed. */
  readonly trusted?: TrustedProcess;
  /** What was judged before, of this exercise in this place with this seed: the very same answers, the same verdict. */
  readonly precedents?: Precedents;
}

/**
 * Runs the exercise's test file against `subject` in `place`. Never throws for what a
 * subject is or does: the verdict says. Throws `MachineLacks` when this machine has no such place.
 */
export async function runExercise(
  exercise: Exercise,
  subject: Subject,
  place: Place,
  options: RunOptions = {},
): Promise<Verdict> {
  const { manifest } = exercise;
  if (manifest.kind === 'program' && place !== 'terminal' && place !== 'os') return needsOsIsolation(manifest, place);
  if (place === 'browser') return runInBrowser(exercise, subject, { seed: options.seed });
  const { seed = null, replay = null, witness = null } = options;
  const staged = await setStage(manifest, subject, place, { seed, replay, witness });
  if (!staged.ok) return verdictWithoutTests(manifest, place, 'invalid', staged.why);
  const { precedents } = options;
  const stage = precedents ? recorded(staged.stage) : staged.stage;
  const trusted = options.trusted ?? openTrustedFor(exercise, place);
  const attempt = (alone: boolean) => withMachine(alone, () => runOnce(exercise, stage, trusted));
  try {
    const known = await withMachine(false, async () => precedents?.find(stage.job, manifest.limits) ?? null);
    if (known !== null) return known;
    const first = await attempt(false);
    // An infrastructure fault is never blamed on the learner: once more, with nothing else running.
    const { ending, progress } = isFault(first) ? await attempt(true) : first;
    const verdict = verdictOf(manifest, place, ending, progress);
    precedents?.keep(stage.job, verdict);
    return verdict;
  } finally {
    if (!options.trusted) trusted.close();
    await stage.remove();
  }
}

/** A warm process that fits an exercise in a place: a program under `os` needs one with a network of its own. */
export function openTrustedFor({ manifest }: Exercise, place: Place): TrustedProcess {
  return openTrusted(manifest.kind === 'program' && place === 'os' ? inOwnNetwork : undefined);
}

interface Outcome {
  readonly ending: Ending;
  readonly progress: Progress;
}

const isFault = ({ ending, progress }: Outcome): boolean =>
  progress.fault !== null || (ending.type === 'broken' && progress.limit === null);

async function runOnce(exercise: Exercise, stage: Stage, trusted: TrustedProcess): Promise<Outcome> {
  const { memoryMB, totalMs } = exercise.manifest.limits;
  await stage.clear();
  const inProcess = stage.job.launch === null;
  const ending = await trusted.run({
    root: exercise.folder,
    pool: inProcess ? 'forks' : 'threads',
    memoryMB,
    bundle: await prepareKitBundle(),
    totalMs: totalMs * (stage.job.launch?.slowness ?? 1),
    job: stage.job,
  });
  return { ending, progress: readProgress(stage.progress) };
}
