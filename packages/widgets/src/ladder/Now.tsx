/** What has just happened, said aloud to who listens. */
import type { CSSProperties, JSX } from 'react';
import type { Moment } from '@lastack/trace';
import type { Words } from '../words/words.ts';

interface Props {
  readonly told: readonly Moment[];
  /** Lines to keep room for. */
  readonly lines: number;
  readonly words: Words;
}

export function Now({ told, lines, words }: Props): JSX.Element {
  const room = { '--la-lines': lines } as CSSProperties;
  return (
    <div className="la-now" role="status" aria-live="polite" aria-label={words.now} style={room}>
      {told.map(({ first, sentence }) => (
        <p key={first}>{sentence}</p>
      ))}
    </div>
  );
}
