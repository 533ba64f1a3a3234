/** Beside the lifelines: the states that each host passes through, its calls, and clocks that run out. */
import type { JSX } from 'react';
import type { Micros } from '@lastack/tcp';
import type { LadderLayout, Mark, Trace } from '@lastack/trace';
import { WIDTH, xOf, yOfRow } from '../geometry.ts';
import { classes, shade } from './shading.ts';

interface Props {
  readonly trace: Trace;
  readonly layout: LadderLayout;
  readonly at: Micros;
}

interface Line {
  readonly key: string;
  readonly kind: 'state' | Mark['kind'];
  readonly column: number;
  readonly row: number;
  readonly text: string;
}

/** Height of one line of words. */
const LEADING = 12;

export function Margin({ trace, layout, at }: Props): JSX.Element {
  const stacked = new Map<string, number>();
  return (
    <g>
      {linesOf(trace, layout).map((line) => {
        const place = `${line.column}/${line.row}`;
        const above = stacked.get(place) ?? 0;
        stacked.set(place, above + 1);
        return <MarginLine key={line.key} line={line} above={above} layout={layout} at={at} />;
      })}
    </g>
  );
}

function linesOf(trace: Trace, layout: LadderLayout): readonly Line[] {
  const marks = layout.marks
    .filter(({ kind }) => kind !== 'result')
    .map((mark) => ({ ...mark, key: `m${mark.record}`, text: shortOf(mark, trace) }));
  const states = layout.states
    .filter(({ state }) => state !== 'LISTEN')
    .map((state) => ({ ...state, key: `s${state.record}/${state.socket}`, kind: 'state' as const, text: state.label }));
  return [...marks, ...states];
}

/** The margin is narrow: a call by its name alone; the story tells the rest. */
function shortOf(mark: Mark, trace: Trace): string {
  const record = trace.records[mark.record];
  return record?.type === 'call' ? `${record.call}()` : mark.text;
}

function MarginLine(props: { line: Line; above: number; layout: LadderLayout; at: Micros }): JSX.Element {
  const { line, above, layout, at } = props;
  const { kind, column, row, text } = line;
  const columns = layout.lifelines.length;
  const name = classes('la-margin', `la-${kind}`, shade(layout.rows[row]?.at ?? 0, at));
  const y = yOfRow(layout, row) + above * LEADING;
  if (kind === 'note') {
    return (
      <text className={name} x={WIDTH / 2} y={y} dy="0.35em" textAnchor="middle">
        {text}
      </text>
    );
  }
  const outside = column === 0 ? -1 : 1;
  return (
    <text
      className={name}
      x={xOf(column, columns) + outside * 9}
      y={y}
      dy="0.35em"
      textAnchor={outside < 0 ? 'end' : 'start'}
    >
      {text}
    </text>
  );
}
