/** What each subject of an exercise is for, and whether its verdict agrees. */
import type { Failure, Manifest, Text, Verdict } from '@lastack/exercise-kit';
import type { Mutant } from './mutant.ts';

export type Expectation =
  | { readonly kind: 'starter' }
  | { readonly kind: 'reference' }
  | { readonly kind: 'variant' }
  | { readonly kind: 'mutant'; readonly mutant: Mutant };

/** Why the verdict is not the expected one; empty: it is. */
export function disagreements(expected: Expectation, manifest: Manifest, verdict: Verdict): Text[] {
  if (verdict.outcome === 'infrastructure') return [verdict.message ?? say('infrastructure', '评分程序出错')];
  switch (expected.kind) {
    case 'starter':
      return ofStarter(manifest, verdict);
    case 'reference':
      return [...ofWeights(manifest, verdict), ...ofRight(verdict)];
    case 'variant':
      return ofRight(verdict);
    case 'mutant':
      return ofMutant(expected.mutant, verdict);
  }
}

/** The test that a mutant names and that it passes all the same; `null`: the test caught it, or never ran. */
export function survivedAt(expected: Expectation, { outcome, tests }: Verdict): string | null {
  if (expected.kind !== 'mutant' || (outcome !== 'passed' && outcome !== 'failed')) return null;
  const { fails } = expected.mutant;
  return tests.find(({ name }) => name === fails)?.state === 'passed' ? fails : null;
}

/** The failure that the verdict should not have: of a right answer, or by another rule than the mutant's. */
export function wrongFailure(expected: Expectation, { outcome, tests }: Verdict): Failure | null {
  if (outcome !== 'failed') return null;
  switch (expected.kind) {
    case 'starter':
      return null;
    case 'reference':
    case 'variant':
      return tests.find(({ failure }) => failure !== null)?.failure ?? null;
    case 'mutant': {
      const { fails, code } = expected.mutant;
      const failure = tests.find(({ name }) => name === fails)?.failure ?? null;
      return failure?.code === code ? null : failure;
    }
  }
}

/** It fails, and only where intended: not because it does not load, and not in a test that it should pass. */
function ofStarter({ starterPasses }: Manifest, verdict: Verdict): Text[] {
  if (verdict.outcome !== 'failed') {
    return [say(`the starter must fail, but is: ${verdict.outcome}`, `起始文件应当失败，结果却是：${verdict.outcome}`)];
  }
  return verdict.tests.flatMap(({ name, state, message, failure }) => {
    const intended = starterPasses.includes(name) ? 'passed' : 'failed';
    if (state === 'failed' && intended === 'failed' && failure === null) {
      return [
        say(
          `the starter must fail "${name}" by a rule of the exercise, but: ${message?.en ?? 'no reason'}`,
          `起始文件应因违反练习的规则而在“${name}”失败，实际是：${message?.['zh-Hans'] ?? '没有原因'}`,
        ),
      ];
    }
    if (state === intended) return [];
    const why = message ? `: ${message.en}` : '';
    return [
      say(
        `the starter must have "${name}" ${intended}, but it is ${state}${why}`,
        `起始文件在“${name}”中应为 ${intended}，结果是 ${state}${message ? `：${message['zh-Hans']}` : ''}`,
      ),
    ];
  });
}

/** Every test has its points, and every name with points is a test. */
function ofWeights({ weights }: Manifest, { outcome, tests }: Verdict): Text[] {
  if (outcome !== 'passed' && outcome !== 'failed') return [];
  return tests.flatMap(({ name, state }) => {
    if (!Object.hasOwn(weights, name)) {
      return [say(`exercise.json gives no points to the test "${name}"`, `exercise.json 没有给测试“${name}”分值`)];
    }
    if (state !== 'not-run') return [];
    return [say(`exercise.json gives points to "${name}", which is no test of the file`, `exercise.json 给“${name}”分值，但文件中没有这个测试`)]; // prettier-ignore
  });
}

function ofRight(verdict: Verdict): Text[] {
  if (verdict.outcome === 'passed') return [];
  const first = verdict.tests.find(({ state }) => state === 'failed');
  if (!first && verdict.outcome === 'failed' && verdict.tests.some(({ state }) => state === 'not-run')) return [];
  const where = first ? ` "${first.name}"` : '';
  const why = verdict.message ?? first?.message ?? first?.failure?.rule;
  return [
    say(
      `must pass, but is ${verdict.outcome}${where}: ${why?.en ?? 'a test did not pass'}`,
      `应当通过，结果是 ${verdict.outcome}${where}：${why?.['zh-Hans'] ?? '有测试未通过'}`,
    ),
  ];
}

function ofMutant({ mistake, fails, code }: Mutant, verdict: Verdict): Text[] {
  if (verdict.outcome === 'passed') {
    return [
      say(`survived, with all points. It gets away with: ${mistake}`, `未被发现，得了满分。它的错误是：${mistake}`),
    ];
  }
  if (verdict.outcome === 'limit' && code === `limit/${verdict.limit}`) return [];
  if (verdict.outcome !== 'failed') {
    const why = verdict.message?.en ?? '';
    return [
      say(
        `must fail at "${fails}", but is ${verdict.outcome}: ${why}`,
        `应在“${fails}”失败，结果是 ${verdict.outcome}`,
      ),
    ];
  }
  const test = verdict.tests.find(({ name }) => name === fails);
  if (test?.state !== 'failed') {
    const caught = verdict.tests.filter(({ state }) => state === 'failed').map(({ name }) => name);
    return [
      say(
        `must fail at "${fails}", which is ${test?.state ?? 'missing'}; caught by: ${caught.join('; ')}. Mistake: ${mistake}`,
        `应在“${fails}”失败，该测试却是 ${test?.state ?? '不存在'}；发现它的是：${caught.join('；')}。错误：${mistake}`,
      ),
    ];
  }
  const got = test.failure?.code ?? test.message?.en ?? 'no rule code';
  return got === code
    ? []
    : [say(`must break ${code} at "${fails}", but: ${got}`, `在“${fails}”应违反 ${code}，结果是：${got}`)];
}

const say = (en: string, zh: string): Text => ({ en, 'zh-Hans': zh });
