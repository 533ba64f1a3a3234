/** Beside the lifelines: the states that each host passes through, its calls, and clocks that run out. */
import type { JSX } from 'react';
import type { Micros } from '@lastack/tcp';
import type { Mark, StateLabel } from '@lastack/trace';
import { WIDTH } from '../geometry.ts';
import { marginLines, markText } from './margin-text.ts';
import { classes, shade } from './shading.ts';
import type { Run } from './useRun.ts';

interface Props {
  readonly run: Run;
  readonly at: Micros;
}

interface Entry {
  readonly key: string;
  readonly kind: 'state' | Mark['kind'];
  readonly column: number;
  readonly row: number;
  readonly lines: readonly string[];
}

/** Height of one line of words. */
const LEADING = 12;

export function Margin({ run, at }: Props): JSX.Element {
  const stacked = new Map<string, number>();
  return (
    <g>
      {entriesOf(run).map((entry) => {
        const place = `${entry.column}/${entry.row}`;
        const above = stacked.get(place) ?? 0;
        stacked.set(place, above + entry.lines.length);
        return <MarginEntry key={entry.key} entry={entry} above={above} run={run} at={at} />;
      })}
    </g>
  );
}

function entriesOf({ trace, layout }: Run): readonly Entry[] {
  const marks = layout.marks.map((mark) => {
    const text = markText(mark, trace);
    return { ...mark, key: `m${mark.record}`, lines: mark.kind === 'note' ? [text] : marginLines(text) };
  });
  const numbered = numberedColumns(layout.states);
  const states = layout.states
    .filter(({ state }) => state !== 'LISTEN')
    .map(({ label, ...state }) => ({
      ...state,
      key: `s${state.record}/${state.socket}`,
      kind: 'state' as const,
      lines: marginLines(numbered.has(state.column) ? label : state.state),
    }));
  return [...marks.filter(({ lines }) => lines[0] !== ''), ...states];
}

/** Where a host's connections have different ports, a state needs its port; else the port only repeats itself. */
function numberedColumns(states: readonly StateLabel[]): ReadonlySet<number> {
  const ports = new Map<number, Set<string>>();
  for (const { column, state, label } of states) {
    const port = label.slice(state.length);
    if (port !== '') ports.set(column, (ports.get(column) ?? new Set()).add(port));
  }
  return new Set([...ports].filter(([, different]) => different.size > 1).map(([column]) => column));
}

interface EntryProps extends Props {
  readonly entry: Entry;
  /** Lines that stand on this row already. */
  readonly above: number;
}

function MarginEntry({ entry, above, run, at }: EntryProps): JSX.Element {
  const { layout, geometry } = run;
  const { kind, column, row, lines } = entry;
  const outside = column === 0 ? -1 : 1;
  const x = kind === 'note' ? WIDTH / 2 : geometry.xOf(column) + outside * 9;
  const anchor = kind === 'note' ? 'middle' : outside < 0 ? 'end' : 'start';
  return (
    <text
      className={classes('la-margin', `la-${kind}`, shade(layout.rows[row]?.at ?? 0, at))}
      y={geometry.yOfRow(row) + above * LEADING}
      textAnchor={anchor}
    >
      {lines.map((line, index) => (
        <tspan key={line} x={x} dy={index === 0 ? '0.35em' : LEADING}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
