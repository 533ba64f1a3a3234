/** SEG.LEN: RFC 9293 §3.4. */
import { RuleBroken } from '@lastack/exercise-kit';
import { describe, test } from 'vitest';
import { segmentLength, type Sent } from '#subject';

function counts(code: string, sent: Sent, length: number): void {
  const got = segmentLength(sent);
  if (got === length) return;
  const said = (words: string) => ({ en: words, 'zh-Hans': words });
  throw new RuleBroken(
    {
      code,
      rule: { en: 'SYN and FIN take one number each.', 'zh-Hans': 'SYN 和 FIN 各占一个序列号。' },
      section: 'RFC 9293 §3.4',
      lesson: 'two-goodbyes',
      look: said('segmentLength'),
    },
    {
      tried: [said(`segmentLength(${JSON.stringify(sent)})`)],
      expected: said(`${length}`),
      got: said(JSON.stringify(got)),
    },
  );
}

describe('SEG.LEN', () => {
  test('counts octets of text', () => counts('segment-length/text', { text: 'abc', syn: false, fin: false }, 3));

  test('counts SYN and FIN', () => {
    counts('segment-length/syn', { text: '', syn: true, fin: false }, 1);
    counts('segment-length/fin', { text: 'abc', syn: false, fin: true }, 4);
  });

  test('counts both at once', () => counts('segment-length/both', { text: 'a', syn: true, fin: true }, 3));
});
