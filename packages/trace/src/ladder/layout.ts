/**
 * From a trace to a ladder that only needs drawing. Pure: the same trace and options give the same layout, and what is
 * already on it never moves when the cursor does.
 * Next: canvas.ts
 */
import type { Trace } from '../record.ts';
import type { LadderLayout } from './ladder.ts';
import type { LadderOptions } from './options.ts';
import { Placement } from './placement.ts';
import { beatOf, scaleOf } from './scale.ts';

/** The rows count from 0; every index in the layout is one of the trace's records. */
export function layoutLadder(trace: Trace, options: LadderOptions = {}): LadderLayout {
  const placed = new Placement(trace, options);
  const flights = placed.arrows.flatMap(({ from, to }) => (from && to ? [to.at - from.at] : []));
  const { rows, breaks, height } = scaleOf(placed.times, beatOf(flights));
  const rowAt = (record: number): number => placed.rowOf[record] ?? 0;
  const columnAt = (record: number): number =>
    Math.max(
      0,
      trace.hosts.findIndex(({ name }) => name === trace.records[record]?.host),
    );
  const { cursor, mark } = options;
  return {
    lifelines: trace.hosts.map(({ name, address }, column) => ({ host: name, address, column })),
    rows,
    breaks,
    arrows: placed.arrows,
    states: placed.states,
    marks: placed.marks,
    bars: placed.bars,
    rowOf: placed.rowOf,
    height,
    cursor: cursor === undefined ? null : { record: cursor, row: rowAt(cursor) },
    mark: mark === undefined ? null : { ...mark, row: rowAt(mark.record), column: columnAt(mark.record) },
  };
}
