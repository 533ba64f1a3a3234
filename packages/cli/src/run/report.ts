/** What `lastack run --json` prints: one object, its shape described in the README. */
import type { ScriptFailure } from '@lastack/packetdrill';
import { traceToJson } from '@lastack/trace';
import type { FileRun } from './tap.ts';

/** Times are in milliseconds, as in every JSON of the course. */
const failureJson = ({ at, ...rest }: ScriptFailure): object => ({ ...rest, at: at / 1_000 });

function fileJson(run: FileRun, withTrace: boolean): object {
  const { kind, file, outcome } = run;
  if (run.outcome === 'unreadable') return { kind, file, outcome, problems: run.problems };
  if (run.kind === 'scenario') {
    const title = run.title === undefined ? {} : { title: run.title };
    return { kind, file, outcome, ...title, ...(withTrace ? { trace: traceToJson(run.trace) } : {}) };
  }
  const { failure, played, events, trace } = run.result;
  return {
    ...{ kind, file, outcome, played, events, failure: failure && failureJson(failure) },
    ...(withTrace ? { trace: traceToJson(trace) } : {}),
  };
}

/** One file brings its whole trace; many bring their verdicts. */
export const runJson = (runs: readonly FileRun[]): object => ({
  passed: runs.filter(({ outcome }) => outcome === 'passed').length,
  failed: runs.filter(({ outcome }) => outcome !== 'passed').length,
  files: runs.map((run) => fileJson(run, runs.length === 1)),
});
