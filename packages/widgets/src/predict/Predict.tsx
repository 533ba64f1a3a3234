/** A question before its answer: choose, then compare. Native radio buttons and details, so it works without JavaScript. */
import { useId, useState, type JSX, type ReactNode } from 'react';
import type { Language } from '@lastack/trace';
import { wordsIn } from '../words/words-in.ts';

export interface PredictProps {
  readonly name: string;
  readonly question: string;
  readonly options: readonly string[];
  /** The right option, from 0. */
  readonly answer: number;
  readonly language: Language;
  /** Why. */
  readonly children: ReactNode;
}

export function Predict({ name, question, options, answer, language, children }: PredictProps): JSX.Element {
  const words = wordsIn(language);
  const id = useId();
  const [chosen, setChosen] = useState<number | null>(null);
  const [revealed, setRevealed] = useState(false);
  const remark = (index: number): string =>
    [index === answer && words.rightAnswer, index === chosen && words.yourAnswer].filter(Boolean).join(', ');
  return (
    <div className="la-predict" data-predict={name}>
      <fieldset>
        <legend>{question}</legend>
        {options.map((option, index) => (
          <label key={option} className={revealed && index === answer ? 'la-right' : undefined}>
            <input type="radio" name={`${id}-${name}`} checked={chosen === index} onChange={() => setChosen(index)} />
            <span>
              {option}
              {revealed && remark(index) !== '' && <strong> ({remark(index)})</strong>}
            </span>
          </label>
        ))}
      </fieldset>
      <details open={revealed} onToggle={(event) => setRevealed(event.currentTarget.open)}>
        <summary>{words.reveal}</summary>
        <div>{children}</div>
      </details>
    </div>
  );
}
