/** Words that look like states, and words made of states by chance. */
import type { Random, Rule } from '@lastack/exercise-kit';
import type { Dialect, State } from '#subject';
import { RULES } from './rules.ts';
import { spelling } from './spellings.ts';

/** CLOSED_WAIT is the classic; the last four are in every JavaScript object without anybody having put them there. */
export const NO_STATES: readonly string[] = [
  'CLOSED_WAIT',
  'CLOSED-WAIT',
  'FIN-WAIT',
  'FIN_WAIT3',
  'FIN-WAIT-3',
  'ACK',
  'WAIT',
  'TIME',
  'ESTABLISH',
  'ESTABLISHED!',
  'State',
  '',
  '00',
  '0F',
  '10',
  '11',
  '1A',
  'constructor',
  'toString',
  'valueOf',
  '__proto__',
];

export interface Word {
  readonly word: string;
  readonly means: State | null;
  /** The rule that a wrong answer breaks. */
  readonly rule: Rule;
}

/** A word of the dialect in letters of chance, or that word with one letter too many. */
export function wordLike(random: Random, state: State, dialect: Dialect): Word {
  const right = spelling(state, dialect);
  if (random.oneIn(3)) {
    // No state ends or begins with these, in any dialect.
    const odd = random.pick(['X', 'Q', '9Z', '-Z', '_Q']);
    const word = random.oneIn(2) ? `${right}${odd}` : `${odd}${right}`;
    return { word, means: null, rule: RULES.noState };
  }
  if (random.oneIn(2)) return { word: right, means: state, rule: RULES.parse };
  const word = [...right].map((letter) => (random.oneIn(2) ? letter.toLowerCase() : letter)).join('');
  return { word, means: state, rule: RULES.letterCase };
}
