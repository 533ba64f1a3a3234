/** For the engineer on call: what the screen says, and what it means. */
import type { JSX, ReactNode } from 'react';
import useBrokenLinks from '@docusaurus/useBrokenLinks';

export const OnCall = ({ children }: { readonly children: ReactNode }): JSX.Element => (
  <div className="la-oncall">{children}</div>
);

interface AnswerProps {
  /** The anchor. */
  readonly id: string;
  /** What the screen says. */
  readonly symptom: string;
  /** Where it says so: the command. */
  readonly from: string;
  readonly children: ReactNode;
}

export function Answer({ id, symptom, from, children }: AnswerProps): JSX.Element {
  useBrokenLinks().collectAnchor(id);
  return (
    <section className="la-symptom" id={id}>
      <p className="la-symptom-sign">
        <code className="la-symptom-from">{from}</code>
        <code className="la-symptom-line">{symptom}</code>
      </p>
      <div>{children}</div>
    </section>
  );
}

interface SymptomsProps {
  readonly label: string;
  /** Symptoms and the anchors of their answers. */
  readonly list: readonly (readonly [symptom: string, id: string])[];
}

/** The way from the fold to the answers. */
export const Symptoms = ({ label, list }: SymptomsProps): JSX.Element => (
  <p className="la-symptoms">
    <strong>{label}</strong>
    {list.map(([symptom, id]) => (
      <a key={id} href={`#${id}`}>
        <code>{symptom}</code>
      </a>
    ))}
  </p>
);
