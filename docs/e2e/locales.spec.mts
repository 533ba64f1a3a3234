/** The check of the two languages finds what it is there to find. Needs no browser. */
import { expect, test } from '@playwright/test';
import { comparePages, compareWords, readPage } from '../scripts/locale-pair.mjs';

const ENGLISH = `---
slug: /x
claims: [8]
---
## Why {/* #why */}

<Ladder scenario="close" start={150} />

<Claim id={8} verdict="right" said="It waits">Yes.</Claim>
`;
const CHINESE = ENGLISH.replace('Why', '为什么').replace('It waits', '它在等').replace('Yes.', '对。');
const problems = (english: string, chinese: string): string[] =>
  comparePages('x.mdx', readPage(english), readPage(chinese));

test('a faithful pair passes', () => {
  expect(problems(ENGLISH, CHINESE)).toEqual([]);
});

const broken: readonly (readonly [what: string, english: string, chinese: string, says: string])[] = [
  ['a heading with another id', ENGLISH, CHINESE.replace('#why', '#weishenme'), 'headings differ'],
  ['a heading without an id', ENGLISH.replace(' {/* #why */}', ''), CHINESE, 'has no id'],
  ['a missing ladder', ENGLISH, CHINESE.replace(/<Ladder.*>/, ''), 'components differ'],
  ['another scenario', ENGLISH, CHINESE.replace('"close"', '"open"'), 'components differ'],
  ['another verdict', ENGLISH, CHINESE.replace('"right"', '"wrong"'), 'components differ'],
  ['another slug', ENGLISH, CHINESE.replace('/x', '/y'), 'slug differ'],
  ['a claim that the page does not judge', ENGLISH.replace('[8]', '[9]'), CHINESE.replace('[8]', '[9]'), 'judges [8]'],
  ['English under a Chinese name', ENGLISH, ENGLISH, 'no Chinese'],
];

for (const [what, english, chinese, says] of broken) {
  test(`found: ${what}`, () => {
    expect(problems(english, chinese).join('\n')).toContain(says);
  });
}

test('found: a word of the frame that is still English', () => {
  const words = { ok: { message: '搜索' }, name: { message: 'Last ACK' }, hole: { message: '{count}' } };
  expect(compareWords('code.json', words)).toEqual([]);
  expect(compareWords('code.json', { ...words, bad: { message: 'Search' } })).toHaveLength(1);
});
