/** The ladder as an SVG: the same with and without JavaScript, in a browser and when the page is built. */
import { useRef, type JSX, type MouseEvent, type PointerEvent } from 'react';
import type { Micros } from '@lastack/tcp';
import type { LadderLayout, Trace } from '@lastack/trace';
import type { Fault } from '../fault.ts';
import { heightOf, WIDTH } from '../geometry.ts';
import type { TimeScale } from '../timescale.ts';
import { Arrows } from './Arrows.tsx';
import { Breaks } from './Breaks.tsx';
import { Lifelines } from './Lifelines.tsx';
import { Margin } from './Margin.tsx';

export interface DrawingProps {
  readonly trace: Trace;
  readonly layout: LadderLayout;
  readonly scale: TimeScale;
  readonly at: Micros;
  readonly faults: readonly Fault[];
  /** The marked packet's identity. */
  readonly marked: string | null;
  readonly label: string;
  onMark(identity: string): void;
  onSeek(at: Micros): void;
}

export function LadderDrawing(props: DrawingProps): JSX.Element {
  const { trace, layout, scale, at, label } = props;
  const height = heightOf(layout);
  const drag = useDrag(props, height);
  const y = scale.yOf(at);
  return (
    <svg className="la-drawing" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label} {...drag}>
      <Lifelines layout={layout} height={height} at={at} />
      <Breaks layout={layout} />
      <Arrows {...props} cursorY={y} />
      <Margin trace={trace} layout={layout} at={at} />
      <g className="la-cursor" aria-hidden="true">
        <line x1={0} x2={WIDTH} y1={y} y2={y} />
        <path d={`M0 ${y - 6}l9 6l-9 6z M${WIDTH} ${y - 6}l-9 6l9 6z`} />
      </g>
    </svg>
  );
}

/** A pointer that moves across the drawing with its button down carries the cursor along. */
function useDrag({ scale, onSeek }: DrawingProps, height: number) {
  const dragging = useRef(false);
  const seek = (event: MouseEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(scale.atOf(((event.clientY - box.top) / box.height) * height));
  };
  const onPacket = (event: MouseEvent): boolean => (event.target as Element).closest('[data-packet]') !== null;
  return {
    /** A finger's tap; a finger that moves scrolls the page, and the slider is for scrubbing. */
    onClick: (event: MouseEvent<SVGSVGElement>): void => {
      if (!onPacket(event)) seek(event);
    },
    onPointerDown: (event: PointerEvent<SVGSVGElement>): void => {
      if (onPacket(event) || event.button !== 0 || event.pointerType === 'touch') return;
      dragging.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      seek(event);
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>): void => {
      if (dragging.current) seek(event);
    },
    onPointerUp: (): void => {
      dragging.current = false;
    },
    onPointerCancel: (): void => {
      dragging.current = false;
    },
  };
}
