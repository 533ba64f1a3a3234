/** The clocks that run at the cursor, and how long they have left. */
import type { JSX } from 'react';
import type { Micros } from '@lastack/tcp';
import { formatTime, type Trace } from '@lastack/trace';
import { clocksAt, type RunningClock } from '../clock.ts';
import type { Words } from '../words/words.ts';

interface Props {
  readonly trace: Trace;
  readonly at: Micros;
  readonly words: Words;
}

export function Clocks({ trace, at, words }: Props): JSX.Element {
  const clocks = clocksAt(trace, at);
  return (
    <div role="group" className="la-clocks" aria-label={words.clocks}>
      <p className="la-title">{words.clocks}</p>
      {clocks.length === 0 && <p>{words.noClock}</p>}
      {clocks.map((clock) => (
        <ClockRow key={`${clock.socket}/${clock.timer}`} clock={clock} at={at} words={words} />
      ))}
    </div>
  );
}

function ClockRow({ clock, at, words }: { clock: RunningClock; at: Micros; words: Words }): JSX.Element {
  const span = clock.deadline - clock.setAt;
  const left = Math.max(clock.deadline - at, 0);
  const restarts = clock.timer === 'time-wait' && clock.restarts > 0 ? clock.restarts : 0;
  return (
    <p data-clock={clock.timer}>
      <span className="la-clock-name">
        {clock.host}: {words.clock[clock.timer]}
      </span>{' '}
      {words.remaining(formatTime(left), formatTime(span))}
      {restarts > 0 && <strong> · {words.restarted(restarts)}</strong>}
      <span className="la-meter" aria-hidden="true">
        <span style={{ inlineSize: `${span === 0 ? 0 : (left / span) * 100}%` }} />
      </span>
    </p>
  );
}
