/** What has just happened, said aloud to who listens. */
import type { JSX } from 'react';
import type { Moment } from '@lastack/trace';
import type { Words } from '../words/words.ts';

interface Props {
  readonly told: readonly Moment[];
  readonly words: Words;
}

export function Now({ told, words }: Props): JSX.Element {
  return (
    <div className="la-now" role="status" aria-live="polite" aria-label={words.now}>
      {told.map(({ first, sentence }) => (
        <p key={first}>{sentence}</p>
      ))}
    </div>
  );
}
