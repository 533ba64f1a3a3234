/** Every packet as an arrow; a lost one is dashed and ends in a cross, a marked one has a frame, one on its way a dot. */
import type { JSX } from 'react';
import type { Arrow, PacketId } from '@lastack/trace';
import { faultOn } from '../fault.ts';
import { labelOf, pointAt, type Line } from '../geometry.ts';
import type { DrawingProps } from './LadderDrawing.tsx';
import { arrowText } from './arrow-text.ts';
import { classes, shade } from './shading.ts';

type Props = DrawingProps & { readonly cursorY: number };

export function Arrows(props: Props): JSX.Element {
  const identities = identitiesOf(props);
  return (
    <g>
      {props.run.layout.arrows.map((arrow, index) => (
        <ArrowShape
          key={`${arrow.packet}/${index}`}
          arrow={arrow}
          identity={identities.get(arrow.packet) ?? ''}
          {...props}
        />
      ))}
    </g>
  );
}

function identitiesOf({ run: { trace } }: Props): ReadonlyMap<PacketId, string> {
  const identities = new Map<PacketId, string>();
  for (const record of trace.records) {
    if (record.type === 'transmit' || record.type === 'arrive' || record.type === 'drop') {
      identities.set(record.packet.id, record.packet.identity);
    }
  }
  return identities;
}

function ArrowShape(props: Props & { readonly arrow: Arrow; readonly identity: string }): JSX.Element {
  const { arrow, identity, run, at, cursorY, marked, faults, onMark } = props;
  const line = run.geometry.lineOf(arrow);
  const sentAt = arrow.from?.at ?? arrow.to?.at ?? 0;
  const endsAt = arrow.to?.at ?? arrow.lost?.at ?? Infinity;
  const name = classes(
    'la-arrow',
    shade(sentAt, at),
    arrow.lost !== null && 'la-lost',
    marked === identity && 'la-marked',
    faultOn(faults, identity) !== undefined && 'la-damaged',
  );
  const dot = sentAt <= at && at < endsAt && arrow.to !== null ? pointAt(line, cursorY) : null;
  return (
    <g className={name} data-packet={identity} onClick={() => onMark(identity)}>
      <path className="la-reach" d={path(line)} />
      <path className="la-shaft" d={path(line)} />
      <End line={line} />
      <Label line={line} arrow={arrow} />
      {dot && <circle className="la-dot" cx={dot.x} cy={dot.y} r={4.5} />}
    </g>
  );
}

const path = ({ from, to }: Line): string => `M${from.x} ${from.y}L${to.x} ${to.y}`;

/** A head where the packet arrives, a cross where it is lost. */
function End({ line }: { readonly line: Line }): JSX.Element | null {
  const { from, to, end } = line;
  if (end === 'under-way') return null;
  if (end === 'lost') {
    return <path className="la-cross" d={`M${to.x - 5} ${to.y - 5}l10 10m0 -10l-10 10`} />;
  }
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  const turn = `translate(${to.x} ${to.y}) rotate(${angle.toFixed(2)})`;
  return <path className="la-head" d="M0 0L-9 -4.2L-9 4.2z" transform={turn} />;
}

function Label({ line, arrow }: { readonly line: Line; readonly arrow: Arrow }): JSX.Element {
  const { x, y, angle } = labelOf(line);
  const { flags, numbers } = arrowText(arrow.label);
  return (
    <g className="la-label" transform={`translate(${x} ${y}) rotate(${angle})`} textAnchor="middle">
      <text className="la-flags" y={-4.5}>
        {flags}
      </text>
      <text className="la-numbers" y={11.5}>
        {numbers}
      </text>
    </g>
  );
}
