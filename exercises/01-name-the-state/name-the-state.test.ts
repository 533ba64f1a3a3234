/** Grades the eleven names in four spellings. README.md states each rule. */
import { describe, test } from 'vitest';
import { parse, spell } from '#subject';
import { randomCases } from '@lastack/exercise-kit';
import { means, spells } from './grader/ask.ts';
import { RULES } from './grader/rules.ts';
import { DIALECTS, spelling, STATES } from './grader/spellings.ts';
import { NO_STATES, wordLike } from './grader/words.ts';

const subject = { spell, parse };

describe('spell', () => {
  for (const dialect of DIALECTS) {
    test(`all eleven as ${dialect} writes them`, () => {
      for (const state of STATES) spells(subject, state, dialect, { rule: RULES[dialect] });
    });
  }
});

describe('parse', () => {
  test('every word of every dialect', () => {
    for (const by of DIALECTS) {
      for (const state of STATES) means(subject, spelling(state, by), state, { rule: RULES.parse, by });
    }
  });

  test('letter case does not matter', () => {
    for (const state of STATES) {
      for (const by of DIALECTS) {
        means(subject, spelling(state, by).toLowerCase(), state, { rule: RULES.letterCase });
      }
    }
  });

  test('a word that is no state is null', () => {
    for (const word of NO_STATES) means(subject, word, null, { rule: RULES.noState });
  });
});

describe('random cases', () => {
  test('200 words by seed, spelled and understood, and no hidden memory', () => {
    randomCases('name-the-state', 200, (random, seed) => {
      const state = random.pick(STATES);
      const by = random.pick(DIALECTS);
      spells(subject, state, by, { rule: RULES[by], seed, twice: true });
      const { word, means: meant, rule } = wordLike(random, state, by);
      means(subject, word, meant, { rule, seed, twice: true });
    });
  });
});
