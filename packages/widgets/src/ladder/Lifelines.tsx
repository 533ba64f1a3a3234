/** The hosts, side by side; the time for which a clock runs is a bar on its host's line. */
import type { JSX } from 'react';
import type { Micros } from '@lastack/tcp';
import type { Bar, LadderLayout } from '@lastack/trace';
import { TOP, xOf, yOfRow } from '../geometry.ts';
import { shade } from './shading.ts';

interface Props {
  readonly layout: LadderLayout;
  readonly height: number;
  readonly at: Micros;
}

export function Lifelines({ layout, height, at }: Props): JSX.Element {
  const columns = layout.lifelines.length;
  return (
    <g>
      {layout.lifelines.map(({ host, address, column }) => {
        const x = xOf(column, columns);
        return (
          <g key={host} className="la-host">
            <text className="la-host-name" x={x} y={15} textAnchor="middle">
              {host}
            </text>
            <text className="la-address" x={x} y={28} textAnchor="middle">
              {address}
            </text>
            <line x1={x} x2={x} y1={TOP - 12} y2={height} />
          </g>
        );
      })}
      {layout.bars.map((bar) => (
        <ClockBar key={bar.record} bar={bar} layout={layout} height={height} at={at} />
      ))}
    </g>
  );
}

function ClockBar({ bar, layout, height, at }: Props & { readonly bar: Bar }): JSX.Element {
  const x = xOf(bar.column, layout.lifelines.length);
  const top = yOfRow(layout, bar.from);
  const bottom = bar.to === null ? height : yOfRow(layout, bar.to);
  const since = layout.rows[bar.from]?.at ?? 0;
  return (
    <g className={`la-bar ${shade(since, at)}`}>
      <rect x={x - 4} width={8} y={top} height={Math.max(bottom - top, 1)} />
      <path d={`M${x - 7} ${top}h14`} />
    </g>
  );
}
