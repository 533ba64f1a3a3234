/** What is said about TCP, and what is right: each claim with its number, its verdict and an anchor of its own. */
import type { JSX, ReactNode } from 'react';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import type { Bilingual } from '@lastack/trace';
import { useLanguage } from './useLanguage';

const VERDICTS = {
  right: { sign: '✓', words: { en: 'right', 'zh-Hans': '对' } },
  imprecise: { sign: '≈', words: { en: 'imprecise', 'zh-Hans': '不准确' } },
  wrong: { sign: '✗', words: { en: 'wrong', 'zh-Hans': '错' } },
} as const satisfies Record<string, { readonly sign: string; readonly words: Bilingual }>;

export const Claims = ({ children }: { readonly children: ReactNode }): JSX.Element => (
  <div className="la-claims">{children}</div>
);

interface ClaimProps {
  /** Its number in the list of claims. */
  readonly id: number;
  readonly verdict: keyof typeof VERDICTS;
  /** As it is said. */
  readonly said: string;
  /** What is right. */
  readonly children: ReactNode;
}

export function Claim({ id, verdict, said, children }: ClaimProps): JSX.Element {
  const { sign, words } = VERDICTS[verdict];
  const anchor = `claim-${id}`;
  useBrokenLinks().collectAnchor(anchor);
  return (
    <div className="la-claim" id={anchor}>
      <p className="la-claim-said">
        <a className="la-claim-number" href={`#${anchor}`}>
          {id}
        </a>
        <q>{said}</q>
      </p>
      <p className={`la-verdict la-${verdict}`}>
        <span aria-hidden="true">{sign}</span> {words[useLanguage()]}
      </p>
      <div className="la-claim-truth">{children}</div>
    </div>
  );
}
