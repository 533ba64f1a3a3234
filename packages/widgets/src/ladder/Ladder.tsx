/** One run of one scenario, one cursor on it, and everything that was true at that moment. */
import { useId, type JSX } from 'react';
import type { Scenario } from '@lastack/simulator';
import type { Language } from '@lastack/trace';
import { faultOn } from '../fault.ts';
import { toldAt } from '../moment.ts';
import { wordsIn } from '../words/words-in.ts';
import { Clocks } from './Clocks.tsx';
import { Controls } from './Controls.tsx';
import { FaultList } from './FaultList.tsx';
import { HostTables } from './HostTables.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { LadderDrawing } from './LadderDrawing.tsx';
import { Now } from './Now.tsx';
import { PacketPanel } from './PacketPanel.tsx';
import { classes } from './shading.ts';
import { Story } from './Story.tsx';
import type { PageAddress } from './useAddress.ts';
import { useLadder } from './useLadder.ts';
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
  const live = useLive();
  const { state, run, hands, dispatch, onKeyDown } = useLadder(props);
  const { cursor, faults, marked } = state;
  const { at, playing } = cursor;
  const seek = (moment: number): void => hands.move({ type: 'seek', at: moment });
  const label = words.ladderOf(title);
  return (
    <section
      className={classes('la-ladder', 'la-wide', brief && 'la-brief')}
      aria-label={label}
      aria-describedby={brief ? undefined : help}
      data-ladder={name}
      data-live={live}
      data-at={at}
      data-playing={playing}
      onKeyDown={onKeyDown}
    >
      <div
        className="la-stage"
        tabIndex={0}
        role="group"
        aria-label={label}
        aria-describedby={brief ? undefined : help}
      >
        <LadderDrawing
          {...run}
          at={at}
          faults={faults}
          marked={marked}
          label={label}
          onMark={(identity) => dispatch({ type: 'mark', identity })}
          onSeek={seek}
        />
      </div>
      <div className="la-side">
        <div className="la-deck">
          <Controls {...cursor} track={run.track} scale={run.scale} words={words} onMove={hands.move} />
          <Now told={toldAt(run.story, at)} words={words} />
        </div>
        {!brief && (
          <>
            <PacketPanel
              packet={run.packets.find(({ packet }) => packet.identity === marked)}
              fault={marked === null ? undefined : faultOn(faults, marked)}
              words={words}
              onMarkNext={hands.markNext}
              onDamage={hands.damage}
              onRestore={hands.restore}
            />
            <FaultList
              faults={faults}
              packets={run.packets}
              words={words}
              onRepair={(identity) => dispatch({ type: 'repair', identity })}
              onRepairAll={() => dispatch({ type: 'repair-all' })}
            />
            <HostTables trace={run.trace} at={at} name={name} words={words} />
            <Clocks trace={run.trace} at={at} words={words} />
          </>
        )}
      </div>
      {!brief && <Story story={run.story} at={at} words={words} onSeek={seek} />}
      {!brief && <KeyHelp words={words} id={help} />}
    </section>
  );
}
