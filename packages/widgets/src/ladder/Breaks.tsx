/** Idle time that is cut out of the drawing, and says so. */
import type { JSX } from 'react';
import { formatTime } from '@lastack/trace';
import { WIDTH } from '../geometry.ts';
import type { Run } from './useRun.ts';

export function Breaks({ run: { layout, geometry } }: { readonly run: Run }): JSX.Element {
  return (
    <g className="la-breaks">
      {layout.breaks.map(({ before, y, span }) => (
        <g key={before}>
          <line x1={96} x2={WIDTH - 96} y1={geometry.yOfUnits(y)} y2={geometry.yOfUnits(y)} />
          <text x={WIDTH / 2} y={geometry.yOfUnits(y)} dy="0.35em" textAnchor="middle">
            {formatTime(span)}
          </text>
        </g>
      ))}
    </g>
  );
}
