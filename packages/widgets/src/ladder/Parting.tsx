/** Where the reader's run parts from the undamaged one: everything above this line is as it was. */
import type { JSX } from 'react';
import { WIDTH } from '../geometry.ts';
import type { Words } from '../words/words.ts';
import type { Run } from './useRun.ts';

export function Parting({ run, words }: { readonly run: Run; readonly words: Words }): JSX.Element | null {
  const { mark } = run.layout;
  if (mark === null) return null;
  const y = run.geometry.yOfRow(mark.row) - 6;
  return (
    <g className="la-parting">
      <line x1={0} x2={WIDTH} y1={y} y2={y} />
      <text x={WIDTH} y={y - 4} textAnchor="end">
        {words.sameBefore}
      </text>
    </g>
  );
}
