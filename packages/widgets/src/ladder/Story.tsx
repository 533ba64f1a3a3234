/** The whole run in sentences, the current one marked; each sentence is a way to its moment. */
import type { JSX } from 'react';
import type { Micros } from '@lastack/tcp';
import type { Moment } from '@lastack/trace';
import { toldAt } from '../moment.ts';
import type { Words } from '../words/words.ts';
import { classes } from './shading.ts';

interface Props {
  readonly story: readonly Moment[];
  readonly at: Micros;
  readonly words: Words;
  onSeek(at: Micros): void;
}

export function Story({ story, at, words, onSeek }: Props): JSX.Element {
  const current = new Set(toldAt(story, at));
  return (
    <details className="la-story">
      <summary>{words.story}</summary>
      <ol>
        {story.map((moment) => (
          <li
            key={moment.first}
            className={classes(moment.at > at && 'la-future', current.has(moment) && 'la-current')}
            aria-current={current.has(moment) ? 'step' : undefined}
          >
            <button type="button" onClick={() => onSeek(moment.at)}>
              {moment.sentence}
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
}
