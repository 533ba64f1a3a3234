/** One run of one scenario, one cursor on it, and everything that was true at that moment. */
import { useId, type JSX } from 'react';
import type { Scenario } from '@lastack/simulator';
import type { Language } from '@lastack/trace';
import { toldAt } from '../moment.ts';
import { wordsIn } from '../words/words-in.ts';
import type { Words } from '../words/words.ts';
import { Bench } from './Bench.tsx';
import { Controls } from './Controls.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { LadderDrawing } from './LadderDrawing.tsx';
import { Now } from './Now.tsx';
import { classes } from './shading.ts';
import { Story } from './Story.tsx';
import type { PageAddress } from './useAddress.ts';
import { useLadder, type LadderInUse } from './useLadder.ts';
import { useLive } from './useLive.ts';

export interface LadderProps {
  /** Names this ladder in the page's address; unique on its page. */
  readonly name: string;
  readonly title: string;
  readonly scenario: Scenario;
  readonly language: Language;
  /** The picture begins at this moment, in milliseconds; absent: at the beginning. */
  readonly from?: number | undefined;
  /** Where the cursor stands at first, in milliseconds; absent: at the end. */
  readonly start?: number;
  /** Play by itself when the page opens, unless the reader asked for less motion. */
  readonly autoplay?: boolean;
  /** The drawing and the controls alone. */
  readonly brief?: boolean;
  readonly address?: PageAddress;
}

export function Ladder(props: LadderProps): JSX.Element {
  const { name, title, language, brief = false } = props;
  const words = wordsIn(language);
  const help = useId();
  const ladder = useLadder(props);
  const { state, run, hands } = ladder;
  const label = words.ladderOf(title);
  return (
    <section
      className={classes('la-ladder', 'la-wide', brief && 'la-brief')}
      aria-label={label}
      data-ladder={name}
      data-live={useLive()}
      data-at={state.cursor.at}
      data-playing={state.cursor.playing}
      onKeyDown={ladder.onKeyDown}
    >
      <div className="la-board">
        <Stage ladder={ladder} label={label} words={words} help={brief ? undefined : help} />
        <div className="la-side">
          <div className="la-deck">
            <Controls {...state.cursor} track={run.track} scale={run.scale} words={words} onMove={hands.move} />
            <Now told={toldAt(run.story, state.cursor.at)} lines={run.tallest} words={words} />
          </div>
          {!brief && <Bench ladder={ladder} name={name} words={words} />}
        </div>
      </div>
      {!brief && <Story story={run.story} at={state.cursor.at} words={words} onSeek={hands.seek} />}
      {!brief && <KeyHelp words={words} id={help} />}
    </section>
  );
}

interface StageProps {
  readonly ladder: LadderInUse;
  readonly label: string;
  readonly words: Words;
  /** The element that explains the keys. */
  readonly help: string | undefined;
}

/** The drawing, and the place where the keys work. */
function Stage({ ladder, label, words, help }: StageProps): JSX.Element {
  const { state, run, hands, dispatch } = ladder;
  return (
    <div className="la-stage" tabIndex={0} role="group" aria-label={label} aria-describedby={help}>
      <LadderDrawing
        run={run}
        at={state.cursor.at}
        faults={state.faults}
        marked={state.marked}
        label={label}
        words={words}
        onMark={(identity) => dispatch({ type: 'mark', identity })}
        onSeek={hands.seek}
      />
    </div>
  );
}
