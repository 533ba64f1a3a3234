/** What is drawn: inside the window whatever happened, in both languages, with nothing that steers the terminal. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, width } from '../src/columns.ts';
import { fold, foldHanging } from '../src/fold.ts';
import { draw, layout } from '../src/watch/draw.ts';
import type { ScreenEvent } from '../src/watch/event.ts';
import { after, AT, BROKEN, FAILED, ITEMS, judgedAs, PASSED, START, STOPPED } from './watch-state.ts';

const KEYS = [
  ...'nhlrtsxcjkgGyqbdp/?时',
  'space',
  'enter',
  'escape',
  'down',
  'up',
  'left',
  'right',
  'page-down',
  'home',
  'end',
  'backspace',
];
// eslint-disable-next-line no-control-regex -- what no line may contain
const CONTROL = /[\u0000-\u001f]/;
const text = {
  en: 'a long warning that goes on and on until it has to be folded somewhere',
  'zh-Hans': '一条很长的警告，一直写到必须在某处折行为止，中文每个字占两列',
};
const events: ScreenEvent[] = [
  ...[PASSED, FAILED, STOPPED, BROKEN].flatMap((verdict) => ITEMS.map(({ id }) => judgedAs(verdict, id))),
  { type: 'saved' },
  { type: 'told', notice: text },
  { type: 'not-saved', warning: text },
  { type: 'hint', id: ITEMS[0]!.id, hint: { level: 1, of: 3, text: `${text.en}\n\n${text['zh-Hans']}` } },
  { type: 'solution', solution: { path: 'solutions/x.ts', text: `export const x = '${'长'.repeat(70)}';\n` } },
  { type: 'reset', id: ITEMS[0]!.id, backup: '.lastack/backups/01/2026-11-22_12-00-00-name-the-state.ts' },
  { type: 'check-began', id: ITEMS[1]!.id },
  { type: 'checked', id: ITEMS[1]!.id, verdict: PASSED, at: AT },
];

describe('the window', () => {
  test('as many lines as rows, none wider than the columns, no control character: after any keys and events', () => {
    const happening = fc.array(fc.oneof(fc.constantFrom(...KEYS), fc.constantFrom(...events)), { maxLength: 25 });
    fc.assert(
      fc.property(
        happening,
        fc.integer({ min: 20, max: 130 }),
        fc.integer({ min: 4, max: 45 }),
        fc.constantFrom('en', 'zh-Hans'),
        (things, columns, rows, language) => {
          const lines = draw(after(START, ...things).state, columns, rows, language);
          expect(lines).toHaveLength(rows);
          for (const line of lines) expect([width(line) <= columns, CONTROL.test(line)], line).toEqual([true, false]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('24 rows show the rule, both sides and where to look before the story', () => {
    const { state } = after(START, judgedAs(FAILED));
    expect(draw(state, 80, 24, 'en').slice(0, 11)).toEqual([
      `01-name-the-state  Name the state${' '.repeat(41)}✗ 4/10`,
      'exercises/01-name-the-state/src/subject.ts',
      '─'.repeat(80),
      '1 of 2 tests pass · 4 of 10 points · "t" lists them',
      '',
      '✗ clock > a repeated FIN',
      '',
      'A repeated FIN is acknowledged again, and 2 MSL start again.',
      'Expected  { reply: true, restart: true }',
      'Got       { reply: true, restart: false }',
      'Look at   what happens when a FIN comes twice',
    ]);
  });

  test('a ladder that is too wide is moved, never folded', () => {
    const { state } = after(START, judgedAs(FAILED), 'G');
    const at = (right: number) =>
      draw({ ...state, scroll: { down: 30, right } }, 60, 24, 'en').find((line) => line.includes('├'));
    expect(at(0)).toMatch(/…$/);
    expect(at(30)).toMatch(/▶│$/);
    expect(layout(state, { columns: 60, rows: 24 }, 'en').room.right).toBe(30);
  });

  test('a pass of an older version says so', () => {
    const { state } = after(START, judgedAs(PASSED));
    const newer = { ...state, items: ITEMS.map((item) => ({ ...item, version: 3 })) };
    expect(draw(newer, 80, 24, 'zh-Hans').join('\n')).toContain('你通过的是这个练习的旧版本');
    expect(draw(after(newer, 'l').state, 80, 24, 'en').join('\n')).toContain('passed an older version');
  });
});

describe('columns', () => {
  test.each([
    ['SYN', 3],
    ['时序图', 6],
    ['（Ａ）', 6],
    ['e\u0301', 1],
    ['👍', 2],
    ['𠮷', 2],
    ['├──▶│', 5],
  ])('%s takes %i', (words, columns) => expect(width(words)).toBe(columns));

  test('a clipped line is never wider than it may be, a folded text loses nothing but blanks', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '中', '文', '，', '。', '─') });
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 20 }), fc.nat(10), (line, columns, skipped) => {
        expect(width(clip(line, columns, skipped))).toBeLessThanOrEqual(columns);
        const folded = fold(line, columns);
        const hanging = foldHanging(line, columns, columns >> 2);
        for (const each of [...folded, ...hanging]) expect(width(each)).toBeLessThanOrEqual(columns);
        expect(folded.join('').replaceAll(' ', '')).toBe(line.replaceAll(' ', ''));
      }),
    );
  });
});
