/** The screen's reducer: what each event makes of the state, and what is to be done. No terminal, no clock. */
import { describe, expect, test } from 'vitest';
import { standingOf } from '../src/progress/progress.ts';
import type { ScreenState } from '../src/watch/state.ts';
import { after, AT, BROKEN, FAILED, ITEMS, judgedAs, PASSED, START } from './watch-state.ts';

const [FIRST, SECOND, LAST] = ITEMS.map(({ id }) => id) as [string, string, string];
const doing = (commands: readonly { type: string }[]) => commands.map(({ type }) => type);
const standing = (state: ScreenState, id: string) =>
  standingOf(
    state.progress,
    ITEMS.find((item) => item.id === id)!,
  );

describe('a verdict', () => {
  test('a pass is kept with its version and its moment, once', () => {
    const { state, commands } = after(START, judgedAs(PASSED), { ...judgedAs(PASSED), at: 'later' } as never);
    expect(doing(commands)).toEqual(['save', 'save']);
    expect(state.progress.exercises[FIRST]).toMatchObject({ passedVersion: 2, passedAt: AT, attempts: 2 });
  });

  test('never advances by itself', () => {
    expect(after(START, judgedAs(PASSED)).state.current).toBe(FIRST);
  });

  test('a failure after a pass takes nothing away; what the machine broke does not even count', () => {
    expect(standing(after(START, judgedAs(PASSED), judgedAs(FAILED)).state, FIRST)).toBe('passed');
    const { state, commands } = after(START, judgedAs(BROKEN));
    expect([doing(commands), state.progress]).toEqual([[], START.progress]);
  });

  test('on an exercise that was left meanwhile is not heard', () => {
    expect(after(START, judgedAs(PASSED, SECOND)).state).toBe(START);
  });
});

describe('n', () => {
  test('only after a pass; to the next that is pending, from the top after the last', () => {
    expect(after(START, judgedAs(FAILED), 'n')).toMatchObject({
      state: { current: FIRST, notice: { en: expect.stringMatching(/^Not yet/) } },
    });
    const one = after(START, judgedAs(PASSED), 'n');
    expect([one.state.current, doing(one.commands)]).toEqual([SECOND, ['save', 'save', 'judge']]);
    const skipped = after(one.state, { type: 'go', id: LAST }, judgedAs(PASSED, LAST), 'n');
    expect(skipped.state.current).toBe(SECOND);
  });

  test('when nothing is pending: everything once more', () => {
    const all = ITEMS.flatMap(({ id }) => [{ type: 'go', id } as const, judgedAs(PASSED, id)]);
    const { state, commands } = after(START, ...all, 'n');
    expect(state.view).toMatchObject({ type: 'check' });
    expect(doing(commands).at(-1)).toBe('check-all');
  });
});

describe('the check of everything', () => {
  const checked = (id: string, verdict: typeof PASSED) => ({ type: 'checked', id, verdict, at: AT }) as const;

  test('a regression becomes pending, a pass is found, a fault of the machine changes nothing', () => {
    const { state } = after(
      START,
      judgedAs(PASSED),
      'c',
      checked(FIRST, FAILED),
      checked(SECOND, PASSED),
      checked(LAST, BROKEN),
    );
    expect(ITEMS.map(({ id }) => standing(state, id))).toEqual(['tried', 'passed', 'new']);
    expect(after(state, 'n').state.current).toBe(FIRST);
  });

  test('leaving it stops it, and a run that it had interrupted goes on', () => {
    expect(doing(after(START, { type: 'go', id: FIRST }, 'c', 'q').commands).slice(-2)).toEqual([
      'stop-check',
      'judge',
    ]);
    expect(doing(after(START, judgedAs(FAILED), 'c', 'escape').commands).at(-1)).toBe('stop-check');
  });
});

describe('hints, solution, reset', () => {
  test('three levels, one a key; the highest is kept', () => {
    const level = (n: number) => ({ type: 'hint', id: FIRST, hint: { level: n, of: 3, text: `hint ${n}` } }) as const;
    const { state, commands } = after(START, 'h', level(1), 'h', level(2), 'h', level(3), 'h', level(3));
    expect(commands.flatMap((each) => (each.type === 'read-hint' ? [each.level] : []))).toEqual([1, 2, 3, 3]);
    expect(state.progress.exercises[FIRST]).toMatchObject({ hints: 3 });
    expect(after(state, 'escape').state.hint).toBeNull();
  });

  test('the solution before a pass: the second asking shows it, after a pass the first', () => {
    expect(doing(after(START, 's').commands)).toEqual(['save']);
    expect(doing(after(START, 's', 's').commands)).toEqual(['save', 'save', 'read-solution']);
    expect(doing(after(START, judgedAs(PASSED), 's').commands).at(-1)).toBe('read-solution');
  });

  test('reset asks; only y is yes', () => {
    for (const no of ['n', 'escape', 'q', 'x', 'enter']) expect(doing(after(START, 'x', no).commands)).toEqual([]);
    expect(after(START, 'x', 'y').commands).toEqual([{ type: 'reset', id: FIRST }]);
    const done = after(START, judgedAs(PASSED), { type: 'reset', id: FIRST, backup: '.lastack/backups/x' });
    expect([standing(done.state, FIRST), doing(done.commands)]).toEqual(['tried', ['save', 'save', 'judge']]);
  });
});

describe('the list', () => {
  const names = (...keys: string[]) => after(START, judgedAs(PASSED), 'l', ...keys).state;

  test('filters toggle, a search is typed letter by letter, Escape clears it', () => {
    expect(names('d').filter).toBe('passed');
    expect(names('d', 'd').filter).toBe('all');
    expect(names('/', 'q', 'l', 'x').view).toMatchObject({ search: 'qlx', typing: true });
    expect(names('/', '等', 'backspace', 'a', 'space').view).toMatchObject({ search: 'a ' });
    expect(names('/', 'a', 'escape').view).toMatchObject({ search: '', typing: false });
  });

  test('the cursor stays inside; Enter goes there', () => {
    expect(names('j', 'j', 'j', 'j').view).toMatchObject({ cursor: 2 });
    expect(names('G', 'k', 'g').view).toMatchObject({ cursor: 0 });
    expect(names('/', 't', 'i', 'm', 'e', 'enter', 'enter').current).toBe(SECOND);
    expect(names('p', '/', 'z', 'enter', 'enter').current).toBe(FIRST);
  });
});

test('Ctrl-C leaves from everywhere, a question and a search included; q leaves what is open first', () => {
  for (const keys of [[], ['l'], ['l', '/', 'a'], ['x'], ['c'], ['?'], ['t']])
    expect(after(START, ...keys, 'ctrl-c').commands.at(-1)).toEqual({ type: 'quit', code: 130 });
  expect(doing(after(START, '?', 'q').commands)).toEqual([]);
  expect(after(START, '?', 'q', 'q').commands).toEqual([{ type: 'quit', code: 0 }]);
});

test('a save brings the exercise back into view, but not over the list', () => {
  expect(after(START, '?', { type: 'saved' }).state.view.type).toBe('exercise');
  expect(after(START, 'l', { type: 'saved' })).toMatchObject({
    state: { view: { type: 'list' } },
    commands: [{ type: 'judge' }],
  });
});

test('scrolling stays inside what was drawn', () => {
  expect(after(START, 'G', 'j').state.scroll.down).toBe(30);
  expect(after(START, 'k', 'left').state.scroll).toEqual({ down: 0, right: 0 });
  expect(after(START, 'space', 'right').state.scroll).toEqual({ down: 10, right: 4 });
});
