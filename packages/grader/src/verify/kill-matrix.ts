/** Who is caught where: a row for each subject of an exercise in the terminal, a column for each test. */
import type { VerifyRun } from './verify-exercises.ts';

export interface KillMatrix {
  readonly exercise: string;
  /** Full names, in the order of the file. */
  readonly tests: readonly string[];
  readonly rows: readonly {
    /** Relative to the course. */
    readonly file: string;
    readonly kind: 'starter' | 'reference' | 'variant' | 'mutant';
    /** One for each test; `killed`: failed where, and by the rule that, the mutant's header says. */
    readonly cells: readonly ('passed' | 'failed' | 'killed' | 'not-run')[];
  }[];
}

export function killMatrices(runs: readonly VerifyRun[]): KillMatrix[] {
  const here = runs.filter(({ place }) => place === 'terminal');
  const exercises = [...new Set(here.map(({ exercise }) => exercise))];
  return exercises.map((exercise) => {
    const own = here.filter((run) => run.exercise === exercise);
    const tests = [...new Set(own.flatMap(({ verdict }) => verdict.tests.map(({ name }) => name)))];
    const rows = own.map((run) => ({ file: run.file, kind: run.expected.kind, cells: tests.map((test) => cellOf(run, test)) })); // prettier-ignore
    return { exercise, tests, rows };
  });
}

function cellOf({ expected, verdict }: VerifyRun, test: string): KillMatrix['rows'][number]['cells'][number] {
  const result = verdict.tests.find(({ name }) => name === test);
  if (!result) return 'not-run';
  const meant = expected.kind === 'mutant' && expected.mutant.fails === test && result.state === 'failed';
  return meant && result.failure?.code === expected.mutant.code ? 'killed' : result.state;
}
