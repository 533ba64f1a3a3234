/** Gives one table to the learner's function. What is wrong is shown on the smallest table that shows it. */
import { Story, text, verbatim, type Asked, type Rule, type Shape } from '@lastack/exercise-kit';
import { asking, nullable } from '@lastack/exercise-kit';
import type { Counts, State } from '#subject';
import { hasTitles, print, showsStrangers, type Form } from './print.ts';
import { RULES } from './rules.ts';
import { STATES, type Socket } from './sockets.ts';

export type Count = (text: string) => Counts | null;
type Ask = Asked<[string], Counts | null>;

export interface Case {
  readonly rule: Rule;
  readonly seed?: number;
}

/** How many there are of each state: what the text says, known before it was printed. */
export function counted(sockets: readonly Socket[]): Counts {
  const counts: { [state in State]?: number } = {};
  for (const { state } of sockets) if (state !== null) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** The function must count these sockets, however `form` prints them. */
export function counts(count: Count, form: Form, sockets: readonly Socket[], { rule, ...story }: Case): void {
  const shown = sockets.filter(({ state }) => state !== null || showsStrangers(form));
  const ask = asksFor(count, story.seed !== undefined);
  const right = (some: readonly Socket[]): boolean => {
    const output = print(form, some);
    return same(ask(new Story({ ...story, before: given(output, form) }), output), counted(some));
  };
  if (right(shown)) return;
  // Without titles, one stranger alone is any other text.
  const tables = shown.filter(({ state }) => state !== null || hasTitles(form)).map((socket) => [socket]);
  const smallest = tables.find((one) => !right(one)) ?? shown;
  const output = print(form, smallest);
  const told = new Story({ ...story, before: given(output, form) });
  told.fail(rule, { expected: shortly(counted(smallest)), got: shortly(ask(new Story(story), output)) });
}

/** The function must count this text so. */
export function countsText(count: Count, output: string, expected: Counts | null, { rule }: Case): void {
  const told = new Story({ before: given(output) });
  const answer = asksFor(count, false)(told, output);
  if (!same(answer, expected)) told.fail(rule, { expected: shortly(expected), got: shortly(answer) });
}

/** What the function is given, as the first step of the story. */
const given = (output: string, form?: Form) => {
  const [what, which] = form === undefined ? ['this text', '这段文本'] : [`what ${form} printed`, ` ${form} 的输出`];
  const lines = output.replace(/\n$/, '');
  return [text(`count(text) of ${what}:\n${lines}`, `对${which}调用 count(text)：\n${lines}`)];
};

const asksFor = (count: Count, twice: boolean): Ask =>
  asking({ name: 'count', subject: count, shape: nullable(COUNTS), rules: RULES, twice });

/** States of the RFC, and how many. */
const COUNTS: Shape<Counts> = {
  name: `{ ${STATES.map((state) => `${keyOf(state)}?: integer`).join(', ')} }`,
  misfit(value) {
    const wrong = { path: '', expected: COUNTS.name, got: value };
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
    for (const [state, number] of Object.entries(value)) {
      if (!(STATES as readonly string[]).includes(state)) return wrong;
      if (!Number.isSafeInteger(number) || (number as number) < 0)
        return { path: `['${state}']`, expected: 'integer', got: number };
    }
    return null;
  },
};

const same = (a: Counts | null, b: Counts | null): boolean =>
  a === null || b === null ? a === b : STATES.every((state) => (a[state] ?? 0) === (b[state] ?? 0));

/** As README.md writes them, without the states that do not occur. */
function shortly(counts: Counts | null) {
  if (counts === null) return verbatim('null');
  const there = STATES.filter((state) => (counts[state] ?? 0) > 0).map((state) => `${keyOf(state)}: ${counts[state]}`);
  return verbatim(there.length === 0 ? '{}' : `{ ${there.join(', ')} }`);
}

/** A state as the name of a field. */
function keyOf(state: State): string {
  return state.includes('-') ? `'${state}'` : state;
}
