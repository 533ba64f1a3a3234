/** The rules of eslint.config.js bite: each bad snippet is refused by the rule that is meant, and its good twin is not. */
import { ESLint } from 'eslint';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { houseOf, MAY_IMPORT } from '../lint/houses.mjs';
import { ROOT } from '../setup/run.mjs';

const eslint = new ESLint({ cwd: ROOT });

/** The names of the rules that refuse `code` as if it stood in `filePath`. */
async function refusedBy(filePath, code) {
  const [result] = await eslint.lintText(code, { filePath: `${ROOT}/${filePath}` });
  if (result === undefined || result.fatalErrorCount > 0) throw new Error(JSON.stringify(result));
  return [...new Set(result.messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId))];
}

describe('import arrows', () => {
  test.each([
    ['packages/tcp/src/a.ts', '@lastack/trace', 'tcp imports nothing at all'],
    ['packages/tcp/src/a.ts', 'valibot', 'tcp imports nothing at all'],
    ['packages/trace/src/a.ts', '@lastack/simulator', 'trace is below the simulator'],
    ['packages/simulator/src/a.ts', '@lastack/exercise-kit', 'the simulator knows no exercise'],
    ['packages/simulator/src/a.ts', 'node:fs', 'the simulator runs anywhere'],
    ['packages/simulator/src/a.ts', 'fs', 'the simulator runs anywhere'],
    ['packages/simulator/src/a.ts', '../../tcp/src/tcb.ts', 'no way into another package but its name'],
    ['packages/simulator/src/a.ts', '@lastack/tcp/src/tcb.ts', 'no deep import'],
    ['packages/exercise-kit/src/a.ts', '@lastack/grader', 'the kit is below the grader'],
    ['packages/widgets/src/a.tsx', '@lastack/grader', 'the grader is for Node'],
    ['packages/cli/src/a.ts', '@lastack/widgets', 'the command draws no React'],
    ['packages/cli/src/a.ts', 'left-pad', 'not among its dependencies'],
    ['exercises/08-time-wait/a.test.ts', '@lastack/grader', 'an exercise is graded, it does not grade'],
    ['exercises/08-time-wait/a.test.ts', '../../solutions/08-time-wait/time-wait.ts', 'an exercise has no solution'],
    ['exercises/08-time-wait/src/time-wait.ts', '@lastack/tcp', 'a learner has the vocabulary alone'],
    ['exercises/08-time-wait/src/time-wait.ts', 'valibot', 'a learner has the vocabulary alone'],
    ['solutions/08-time-wait/mutants/a.ts', '@lastack/exercise-kit', 'a solution is a learner’s file'],
  ])('%s ✗ %s: %s', async (file, source) => {
    expect(await refusedBy(file, `import '${source}';\n`)).toContain('lastack/import-arrows');
    expect(await refusedBy(file, `export const load = () => import('${source}');\n`)).toContain(
      'lastack/import-arrows',
    );
  });

  test.each([
    ['packages/trace/src/a.ts', '@lastack/tcp'],
    ['packages/simulator/test/a.test.ts', 'vitest'],
    ['packages/grader/src/a.ts', 'node:fs'],
    ['packages/tcp/vitest.config.ts', '../../vitest.shared.ts'],
    ['exercises/08-time-wait/a.test.ts', '#subject'],
    ['exercises/08-time-wait/a.test.ts', '@lastack/exercise-kit'],
    ['exercises/08-time-wait/src/time-wait.ts', '@lastack/tcp/language'],
    ['exercises/11-close-wait-leak/src/crawler.ts', 'node:net'],
  ])('%s ✓ %s', async (file, source) => {
    expect(await refusedBy(file, `import '${source}';\n`)).not.toContain('lastack/import-arrows');
  });

  test('a solution may name its starter’s types, and only those', async () => {
    const from = "from '../../exercises/08-time-wait/src/time-wait.ts';\n";
    const file = 'solutions/08-time-wait/time-wait.ts';
    expect(await refusedBy(file, `import type { Answer } ${from}export const a = {} as Answer;\n`)).toEqual([]);
    expect(await refusedBy(file, `import { timeWait } ${from}export const a = timeWait;\n`)).toContain(
      'lastack/import-arrows',
    );
  });

  test('the package.json of every package declares no forbidden package', () => {
    for (const folder of readdirSync(`${ROOT}/packages`)) {
      const { dependencies = {} } = JSON.parse(readFileSync(`${ROOT}/packages/${folder}/package.json`, 'utf8'));
      const { name } = houseOf(`packages/${folder}/package.json`);
      const used = Object.keys(dependencies).filter((dependency) => dependency.startsWith('@lastack/'));
      expect(MAY_IMPORT[name], folder).toEqual(
        expect.arrayContaining(used.map((each) => each.slice('@lastack/'.length))),
      );
    }
  });
});

describe('packages that run anywhere are pure', () => {
  test.each([
    ['new Date()', 'no-restricted-globals'],
    ['Date.now()', 'no-restricted-globals'],
    ['globalThis.Date.now()', 'no-restricted-globals'],
    ['performance.now()', 'no-restricted-globals'],
    ['setTimeout(() => {}, 1)', 'no-restricted-globals'],
    ['setInterval(() => {}, 1)', 'no-restricted-globals'],
    ['console.log(1)', 'no-restricted-globals'],
    ['process.exit()', 'no-restricted-globals'],
    ['Math.random()', 'no-restricted-properties'],
    ['Math.exp(1)', 'no-restricted-properties'],
    ['Math.log(2)', 'no-restricted-properties'],
    ['Math.pow(2, 3)', 'no-restricted-properties'],
    ['Math.sin(1)', 'no-restricted-properties'],
    ['import.meta.url', 'no-restricted-syntax'],
  ])('%s', async (code, rule) => {
    for (const name of ['tcp', 'trace', 'simulator', 'packetdrill', 'explorer', 'exercise-kit'])
      expect(await refusedBy(`packages/${name}/src/a.ts`, `export const a = ${code};\n`), name).toContain(rule);
    expect(await refusedBy('packages/cli/src/a.ts', `export const a = ${code};\n`)).toEqual([]);
  });

  test('a ** b is Math.pow in disguise; 2 ** 32 is a number', async () => {
    const file = 'packages/tcp/src/a.ts';
    expect(await refusedBy(file, 'export const a = (n: number) => 2 ** n;\n')).toEqual(['no-restricted-syntax']);
    expect(await refusedBy(file, 'export const a = 2 ** 32;\n')).toEqual([]);
  });
});

describe('sequence numbers are compared in sequence.ts alone', () => {
  const code = (comparison) => `declare const tcb: any; declare const seg: any; export const a = ${comparison};\n`;

  test.each(['seg.seq < tcb.rcv.nxt', 'tcb.snd.una <= 1', '1 > seg.ack', 'tcb.snd.iss >= 0', 'seg.ack! > 0'])(
    '%s',
    async (comparison) => {
      expect(await refusedBy('packages/simulator/src/a.ts', code(comparison))).toContain('no-restricted-syntax');
      expect(await refusedBy('packages/tcp/src/sequence.ts', code(comparison))).not.toContain('no-restricted-syntax');
    },
  );

  test('other members compare as they like', async () => {
    expect(await refusedBy('packages/tcp/src/a.ts', code('seg.wnd < tcb.snd.mss'))).not.toContain(
      'no-restricted-syntax',
    );
  });

  test('a learner’s mistake may compare them: that is what some mutants are', async () => {
    expect(await refusedBy('solutions/08-time-wait/mutants/a.ts', code('seg.seq < tcb.rcv.nxt'))).not.toContain(
      'no-restricted-syntax',
    );
  });
});

describe('narrow doors, erasable TypeScript, no holes in types', () => {
  test.each([
    ["export * from './b.ts';", 'no-restricted-syntax'],
    ['export enum A { B }', 'no-restricted-syntax'],
    ['export const a: any = 1;', '@typescript-eslint/no-explicit-any'],
  ])('%s', async (code, rule) => {
    expect(await refusedBy('packages/grader/src/a.ts', `${code}\n`)).toContain(rule);
  });

  test('a file of more than 250 lines, a function of more than 40', async () => {
    const lines = (n) =>
      `${'export const a = 1;\n'.replace('a', 'a_').repeat(0)}${Array.from({ length: n }, (_, i) => `export const a${i} = ${i};`).join('\n')}\n`;
    expect(await refusedBy('packages/grader/src/a.ts', lines(251))).toEqual(['max-lines']);
    expect(await refusedBy('packages/grader/src/a.ts', lines(250))).toEqual([]);
    const body = Array.from({ length: 40 }, (_, i) => `  b(${i});`).join('\n');
    expect(
      await refusedBy('packages/grader/src/a.ts', `export function a(b: (n: number) => void) {\n${body}\n}\n`),
    ).toEqual(['max-lines-per-function']);
  });

  test.each(['utils', 'types', 'helpers'])('no file is called %s', async (name) => {
    expect(await refusedBy(`packages/grader/src/${name}.ts`, 'export const a = 1;\n')).toEqual(['lastack/file-names']);
  });
});
