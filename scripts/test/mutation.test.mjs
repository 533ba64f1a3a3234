/** Mutants by machine: which ones there are of a small program, and what is said of those that survive. */
import { describe, expect, test } from 'vitest';
import { sortOut } from '../mutation/equivalent.mjs';
import { commandOf, ordersOf } from '../mutation/main.mjs';
import { mutantsOf } from '../mutation/mutants.mjs';
import { patternMutations } from '../mutation/patterns.mjs';
import { reportText } from '../mutation/report.mjs';
import { outcomeOf } from '../soak/parts/mutation.mjs';

const told = (source) =>
  mutantsOf(source).map(({ line, column, operator, to }) => `${line}:${column} ${operator} ${to}`);

describe('the mutants of a program', () => {
  test('a boundary, its negation, both answers, each number, what is returned', () => {
    expect(told('export const f = (a: number): boolean => a >= 2;\n')).toEqual([
      '1:42 return undefined',
      '1:42 boundary a > 2',
      '1:42 negation a < 2',
      '1:42 answer true',
      '1:42 answer false',
      '1:47 number 3',
      '1:47 number 1',
    ]);
  });

  test('types are none of it', () => {
    expect(
      told("type A = 'x' | 1;\ninterface B { readonly a: 2 }\nexport const f = (a: A): B => a as unknown as B;\n"),
    ).toEqual(['3:31 return undefined']);
  });

  test('two that come to the same JavaScript are one, and its first place is named', () => {
    const mutants = mutantsOf('export const f = (a, b) => (a && b ? 1 : 0);\n');
    expect(new Set(mutants.map(({ code }) => code)).size).toBe(mutants.length);
  });

  test('one whose mistake binds to its neighbours is put in parentheses', () => {
    const [mutant] = mutantsOf('export const f = (a, b, c) => a || b && c;\n').filter(
      ({ column, operator }) => column === 36 && operator === 'logical',
    );
    expect(mutant).toMatchObject({ from: 'b && c', to: 'b || c' });
    const [other] = mutantsOf('export const f = (a, b, c) => (a || b) && c;\n').filter(({ to }) => to === 'a && b');
    expect(other.source).toContain('((a && b)) && c');
    const [power] = mutantsOf('export const f = (a) => 0 ** a;\n').filter(({ to }) => to === '-1');
    expect(power.source).toContain('(-1) ** a');
  });

  test('branches, conditions, statements, lists, what is left out when it is missing', () => {
    const source = `export function f(a) {
  switch (a.kind) {
    case 'one':
      a.list.push(1);
      break;
    default:
      if (a?.list) return a.list.filter(Boolean).find(Boolean) ?? null;
  }
  return { ...a, list: [true] };
}
`;
    expect(told(source)).toEqual([
      "3:10 text ''",
      '4:7 statement ;',
      '4:7 branch ',
      '4:19 number 2',
      '4:19 number 0',
      '5:7 statement ;',
      '7:7 branch ',
      '7:11 condition true',
      '7:12 chain .',
      '7:20 return return undefined;',
      '7:27 method a.list',
      '7:27 method a.list.filter(Boolean).findLast(Boolean)',
      '7:27 logical a.list.filter(Boolean).find(Boolean) || null',
      '7:27 operand a.list.filter(Boolean).find(Boolean)',
      '7:27 operand null',
      '7:67 null undefined',
      '9:3 return return undefined;',
      '9:12 spread ...{}',
      '9:24 array []',
      '9:25 boolean false',
    ]);
  });

  test('a pattern: anchors, classes, how often', () => {
    expect(patternMutations(String.raw`/^\d+[^:]*(a|b)?\.$/i`)).toEqual([
      String.raw`/\d+[^:]*(a|b)?\.$/i`,
      String.raw`/^\D+[^:]*(a|b)?\.$/i`,
      String.raw`/^\d[^:]*(a|b)?\.$/i`,
      String.raw`/^\d*[^:]*(a|b)?\.$/i`,
      String.raw`/^\d+[:]*(a|b)?\.$/i`,
      String.raw`/^\d+[^:](a|b)?\.$/i`,
      String.raw`/^\d+[^:]+(a|b)?\.$/i`,
      String.raw`/^\d+[^:]*(a|b)\.$/i`,
      String.raw`/^\d+[^:]*(a|b)?.$/i`,
      String.raw`/^\d+[^:]*(a|b)?\./i`,
      String.raw`/^\d+[^:]*(a|b)?\.$/`,
    ]);
  });
});

describe('those that survive', () => {
  const mutant = { line: 3, column: 7, operator: 'boundary', from: 'a > 0', to: 'a >= 0' };
  const entry = { at: '3:7', operator: 'boundary', from: 'a > 0', to: 'a >= 0', why: 'a is a length, and never 0' };
  const survived = [{ mutant, killed: false, by: '' }];
  const killed = [{ mutant, killed: true, by: 'wraps' }];

  test('one that is not listed has survived; one that is listed is equivalent', () => {
    expect(sortOut(survived, [])).toMatchObject({ killed: 0, equivalent: 0, survived: [mutant], stale: [] });
    expect(sortOut(survived, [entry])).toMatchObject({ killed: 0, equivalent: 1, survived: [], stale: [] });
  });

  test('a list that is out of date is a problem: caught after all, gone, or of another text', () => {
    expect(sortOut(killed, [entry]).stale).toEqual(['3:7 boundary a >= 0: it is caught, by wraps']);
    expect(sortOut([], [entry]).stale).toEqual(['3:7 boundary a >= 0: there is no such mutant any more']);
    expect(sortOut(survived, [{ ...entry, from: 'b > 0' }]).stale).toEqual([
      '3:7 boundary a >= 0: what stands there is a > 0',
    ]);
  });

  test('are told by place, mistake and text, and fail the soak', () => {
    const result = { exercise: '08-time-wait', file: 'solutions/x.ts', mutants: 9, killed: 7, equivalent: 1 };
    const text = reportText([{ ...result, survived: [mutant], problems: ['stale'] }]);
    expect(text.split('\n')).toEqual([
      'exercise      mutants  killed  equivalent  survived',
      '08-time-wait        9       7           1         1',
      '',
      'solutions/x.ts:3:7 boundary: a > 0 → a >= 0',
      '',
      'stale',
    ]);
    expect(outcomeOf({ exercises: [{ ...result, survived: [mutant], problems: ['stale'] }] })).toMatchObject({
      cases: 10,
      passed: 8,
      failed: 2,
    });
  });
});

describe('what may be asked', () => {
  test('exercises by number or name', () => {
    expect(ordersOf(['08', '10-may-i-reuse'])).toMatchObject({
      ids: ['08', '10-may-i-reuse'],
      workers: 2,
      json: false,
    });
    expect(commandOf(ordersOf(['--json'])).at(-1)).toContain('"json":true');
  });

  test.each([[['--workers', '8']], [['time-wait']], [['--all']]])('%j is refused', (args) => {
    expect(() => ordersOf(args)).toThrow();
  });
});
