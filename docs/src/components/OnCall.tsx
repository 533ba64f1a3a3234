/** For the engineer on call: what the screen says, and what it means. */
import type { JSX, ReactNode } from 'react';

export const OnCall = ({ children }: { readonly children: ReactNode }): JSX.Element => (
  <div className="la-oncall">{children}</div>
);

interface AnswerProps {
  /** What the screen says. */
  readonly symptom: string;
  /** Where it says so: the command. */
  readonly from: string;
  readonly children: ReactNode;
}

export const Answer = ({ symptom, from, children }: AnswerProps): JSX.Element => (
  <section className="la-symptom">
    <p className="la-symptom-sign">
      <code className="la-symptom-from">{from}</code>
      <code className="la-symptom-line">{symptom}</code>
    </p>
    <div>{children}</div>
  </section>
);
