/**
 * A wrong answer and what must catch it. Its first lines say so:
 *
 *     // mutant: a repeated FIN is acknowledged, but does not restart 2 MSL
 *     // fails: segments > the peer's FIN again: 2 MSL start again
 *     // code: time-wait/rearm
 */
import { readFileSync } from 'node:fs';
import type { Manifest } from '@lastack/exercise-kit';
import { problemAt, type CourseProblem } from './problem.ts';

export interface Mutant {
  /** What it gets wrong, in the author's words. */
  readonly mistake: string;
  /** The full name of the test that must fail. */
  readonly fails: string;
  /** The rule code of that failure; `limit/time` and its like when it is stopped instead. */
  readonly code: string;
}

/** `name` is the path for problems. */
export function readMutant(file: string, name: string, { weights }: Manifest): Mutant | readonly CourseProblem[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, 3);
  const [mistake, fails, code] = (['mutant', 'fails', 'code'] as const).map((field, index) =>
    lines[index]?.startsWith(`// ${field}: `) ? lines[index].slice(field.length + 5).trim() : '',
  );
  if (!mistake || !fails || !code) {
    const en = 'the first three lines of a mutant are "// mutant: …", "// fails: …" and "// code: …"';
    return [problemAt(name, 1, en, '错误示例的前三行应为“// mutant: …”“// fails: …”“// code: …”')];
  }
  if (!Object.hasOwn(weights, fails)) {
    const en = `names a test that exercise.json does not weigh: ${fails}`;
    return [problemAt(name, 2, en, `所指的测试在 exercise.json 中没有分值：${fails}`)];
  }
  return { mistake, fails, code };
}
