/** Time under the reader's hand: a slider, and a button for each way to move. */
import type { JSX } from 'react';
import { formatTime } from '@lastack/trace';
import type { CursorMove } from '../cursor.ts';
import type { TimeScale } from '../timescale.ts';
import type { Track } from '../moment.ts';
import type { Words } from '../words/words.ts';
import { Icon } from './Icon.tsx';

interface Props {
  readonly at: number;
  readonly playing: boolean;
  readonly track: Track;
  readonly scale: TimeScale;
  readonly words: Words;
  onMove(move: CursorMove): void;
}

export function Controls({ at, playing, track, scale, words, onMove }: Props): JSX.Element {
  return (
    <div className="la-controls" role="group" aria-label={words.controls}>
      <div className="la-buttons">
        <Button icon="begin" name={words.begin} onPress={() => onMove({ type: 'begin' })} />
        <Button
          icon="previous-transition"
          name={words.previousTransition}
          onPress={() => onMove({ type: 'transition', by: -1 })}
        />
        <Button icon="back" name={words.stepBack} onPress={() => onMove({ type: 'step', by: -1 })} />
        <Button
          icon={playing ? 'pause' : 'play'}
          name={playing ? words.pause : words.play}
          main
          onPress={() => onMove({ type: playing ? 'pause' : 'play' })}
        />
        <Button icon="forward" name={words.stepForward} onPress={() => onMove({ type: 'step', by: 1 })} />
        <Button
          icon="next-transition"
          name={words.nextTransition}
          onPress={() => onMove({ type: 'transition', by: 1 })}
        />
        <Button icon="end" name={words.end} onPress={() => onMove({ type: 'end' })} />
      </div>
      <div className="la-track">
        <input
          className="la-slider"
          type="range"
          aria-label={words.time}
          aria-valuetext={words.timeIs(formatTime(at))}
          min={scale.yOf(0)}
          max={scale.yOf(track.end)}
          step="any"
          value={scale.yOf(at)}
          onChange={(event) => onMove({ type: 'seek', at: scale.atOf(Number(event.target.value)) })}
        />
        <output className="la-clock">{formatTime(at)}</output>
      </div>
    </div>
  );
}

interface ButtonProps {
  readonly icon: Parameters<typeof Icon>[0]['name'];
  readonly name: string;
  readonly main?: boolean;
  onPress(): void;
}

function Button({ icon, name, main, onPress }: ButtonProps): JSX.Element {
  return (
    <button
      type="button"
      className={main ? 'la-button la-main' : 'la-button'}
      aria-label={name}
      title={name}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
