/** Puts one word to the learner's functions, and tells what came back. */
import { asking, callText, nullable, oneOf, Story, string, text, verbatim, type Rule } from '@lastack/exercise-kit';
import type { Dialect, State } from '#subject';
import { RULES } from './rules.ts';
import { spelling, STATES } from './spellings.ts';

export interface Subject {
  readonly spell: (state: State, dialect: Dialect) => string;
  readonly parse: (text: string) => State | null;
}

export interface Case {
  readonly rule: Rule;
  readonly seed?: number;
  readonly twice?: boolean;
}

/** `spell(state, dialect)` must be the word of that dialect. */
export function spells({ spell }: Subject, state: State, dialect: Dialect, { rule, twice, ...story }: Case): void {
  const told = new Story(story);
  const ask = asking({ name: 'spell', subject: spell, shape: string, rules: RULES, ...(twice === true && { twice }) });
  told.tell(verbatim(callText('spell', [state, dialect])));
  const word = ask(told, state, dialect);
  const right = spelling(state, dialect);
  if (word !== right) told.fail(rule, { expected: quoted(right), got: quoted(word) });
}

/** `parse(word)` must be this state, or null; `source` says who writes so. */
export function means(
  { parse }: Subject,
  word: string,
  state: State | null,
  given: Case & { readonly by?: Dialect },
): void {
  const { rule, twice, by, ...story } = given;
  const told = new Story(story);
  const shape = nullable(oneOf(...STATES));
  const ask = asking({ name: 'parse', subject: parse, shape, rules: RULES, ...(twice === true && { twice }) });
  const call = callText('parse', [word]);
  told.tell(
    by === undefined ? verbatim(call) : text(`${call}, as ${SOURCE[by]} prints it`, `${call}，${SOURCE[by]} 这样写`),
  );
  const answer = ask(told, word);
  if (answer !== state) told.fail(rule, { expected: quoted(state), got: quoted(answer) });
}

const SOURCE: { readonly [dialect in Dialect]: string } = {
  rfc: 'RFC 9293',
  ss: 'ss',
  netstat: 'netstat',
  proc: '/proc/net/tcp',
};

const quoted = (word: string | null) => verbatim(word === null ? 'null' : `'${word}'`);
