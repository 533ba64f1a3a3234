/** The run that follows from the scenario and the reader's faults, and everything that is read off it. */
import { useMemo } from 'react';
import { run, type Scenario } from '@lastack/simulator';
import { layoutLadder, tellMoments, type LadderLayout, type Language, type Moment, type Trace } from '@lastack/trace';
import { damaged, packetsSent, type Fault, type SentPacket } from '../fault.ts';
import { yOfUnits } from '../geometry.ts';
import { trackOf, type Track } from '../moment.ts';
import { timeScale, type TimeScale } from '../timescale.ts';

export interface Run {
  readonly trace: Trace;
  readonly layout: LadderLayout;
  readonly scale: TimeScale;
  readonly story: readonly Moment[];
  readonly track: Track;
  readonly packets: readonly SentPacket[];
}

/** `from`: the moment at which the picture begins, in milliseconds. */
export const useRun = (scenario: Scenario, faults: readonly Fault[], language: Language, from = 0): Run =>
  useMemo(() => runOf(damaged(scenario, faults), language, from), [scenario, faults, language, from]);

export function runOf(scenario: Scenario, language: Language, from = 0): Run {
  const trace = run(scenario);
  const first = Math.max(
    trace.records.findIndex(({ at }) => at >= from * 1000),
    0,
  );
  const layout = layoutLadder(trace, { language, from: first });
  const story = tellMoments(trace, language).filter((moment) => moment.last >= first);
  const scale = timeScale(layout.rows.map(({ at, y }) => ({ at, y: yOfUnits(y) })));
  const packets = packetsSent(trace, layout).filter(({ at }) => at >= from * 1000);
  return { trace, layout, scale, story, track: trackOf(trace, story), packets };
}
