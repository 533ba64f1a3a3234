/** Idle time that is cut out of the drawing, and says so. */
import type { JSX } from 'react';
import { formatTime, type LadderLayout } from '@lastack/trace';
import { WIDTH, yOfUnits } from '../geometry.ts';

export function Breaks({ layout }: { readonly layout: LadderLayout }): JSX.Element {
  return (
    <g className="la-breaks">
      {layout.breaks.map(({ before, y, span }) => (
        <g key={before}>
          <line x1={96} x2={WIDTH - 96} y1={yOfUnits(y)} y2={yOfUnits(y)} />
          <text x={WIDTH / 2} y={yOfUnits(y)} dy="0.35em" textAnchor="middle">
            {formatTime(span)}
          </text>
        </g>
      ))}
    </g>
  );
}
