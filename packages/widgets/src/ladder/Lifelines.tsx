/** The hosts, side by side; the time for which a clock runs is a bar on its host's line. */
import type { JSX } from 'react';
import type { Micros } from '@lastack/tcp';
import type { Bar } from '@lastack/trace';
import { TOP } from '../geometry.ts';
import { shade } from './shading.ts';
import type { Run } from './useRun.ts';

interface Props {
  readonly run: Run;
  readonly at: Micros;
}

export function Lifelines({ run, at }: Props): JSX.Element {
  const { layout, geometry } = run;
  return (
    <g>
      {layout.lifelines.map(({ host, address, column }) => {
        const x = geometry.xOf(column);
        return (
          <g key={host} className="la-host">
            <text className="la-host-name" x={x} y={15} textAnchor="middle">
              {host}
            </text>
            <text className="la-address" x={x} y={28} textAnchor="middle">
              {address}
            </text>
            <line x1={x} x2={x} y1={TOP - 12} y2={geometry.height} />
          </g>
        );
      })}
      {layout.bars.map((bar) => (
        <ClockBar key={bar.record} bar={bar} run={run} at={at} />
      ))}
    </g>
  );
}

function ClockBar({ bar, run, at }: Props & { readonly bar: Bar }): JSX.Element {
  const { layout, geometry } = run;
  const x = geometry.xOf(bar.column);
  const top = geometry.yOfRow(bar.from);
  const bottom = bar.to === null ? geometry.height : geometry.yOfRow(bar.to);
  const since = layout.rows[bar.from]?.at ?? 0;
  return (
    <g className={`la-bar ${shade(since, at)}`}>
      <rect x={x - 4} width={8} y={top} height={Math.max(bottom - top, 1)} />
      <path d={`M${x - 7} ${top}h14`} />
    </g>
  );
}
