/** The run that follows from the scenario and the reader's faults, and everything that is read off it. */
import { useMemo } from 'react';
import { run, type Scenario } from '@lastack/simulator';
import {
  diffTraces,
  layoutLadder,
  tellMoments,
  type LadderLayout,
  type Language,
  type Moment,
  type Trace,
} from '@lastack/trace';
import { damaged, packetsSent, type Fault, type SentPacket } from '../fault.ts';
import { geometryOf, type Geometry, type Room } from '../geometry.ts';
import { tallestInstant, trackOf, type Track } from '../moment.ts';
import { timeScale, type TimeScale } from '../timescale.ts';

export interface Run {
  readonly trace: Trace;
  /** Its `mark` is where this run parts from the undamaged one. */
  readonly layout: LadderLayout;
  readonly geometry: Geometry;
  readonly scale: TimeScale;
  readonly story: readonly Moment[];
  /** Lines of the story's longest instant. */
  readonly tallest: number;
  readonly track: Track;
  readonly packets: readonly SentPacket[];
}

export interface View {
  readonly language: Language;
  /** The picture begins at this moment, in milliseconds. */
  readonly from: number;
  readonly room: Room;
}

export const useRun = (scenario: Scenario, faults: readonly Fault[], { language, from, room }: View): Run =>
  useMemo(() => runOf(scenario, faults, { language, from, room }), [scenario, faults, language, from, room]);

export function runOf(scenario: Scenario, faults: readonly Fault[], { language, from, room }: View): Run {
  const trace = run(damaged(scenario, faults));
  const start = from * 1000;
  const first = Math.max(
    0,
    trace.records.findIndex(({ at }) => at >= start),
  );
  const parting = faults.length === 0 ? null : (diffTraces(run(scenario), trace)?.b ?? null);
  const mark = parting === null ? {} : { mark: { record: parting } };
  const layout = layoutLadder(trace, { language, from: first, ...mark });
  const geometry = geometryOf(layout, room);
  const story = tellMoments(trace, language).filter((moment) => moment.last >= first);
  const scale = timeScale(layout.rows.map(({ at }, row) => ({ at, y: geometry.yOfRow(row) })));
  const packets = packetsSent(trace, layout).filter(({ at }) => at >= start);
  const tallest = tallestInstant(story);
  return { trace, layout, geometry, scale, story, tallest, track: trackOf(trace, story), packets };
}
