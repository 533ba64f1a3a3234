/** The ladder as an SVG: the same with and without JavaScript, in a browser and when the page is built. */
import { useRef, type JSX, type MouseEvent, type PointerEvent } from 'react';
import type { Micros } from '@lastack/tcp';
import type { Fault } from '../fault.ts';
import { WIDTH } from '../geometry.ts';
import type { Words } from '../words/words.ts';
import { Arrows } from './Arrows.tsx';
import { Breaks } from './Breaks.tsx';
import { Lifelines } from './Lifelines.tsx';
import { Margin } from './Margin.tsx';
import { Parting } from './Parting.tsx';
import type { Run } from './useRun.ts';

export interface DrawingProps {
  readonly run: Run;
  readonly at: Micros;
  readonly faults: readonly Fault[];
  /** The marked packet's identity. */
  readonly marked: string | null;
  readonly label: string;
  readonly words: Words;
  onMark(identity: string): void;
  onSeek(at: Micros): void;
}

export function LadderDrawing(props: DrawingProps): JSX.Element {
  const { run, at, label, words } = props;
  const { height, xOf } = run.geometry;
  const [left, right] = [xOf(0), xOf(run.layout.lifelines.length - 1)];
  const drag = useDrag(props);
  const y = run.scale.yOf(at);
  return (
    <svg className="la-drawing" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label} {...drag}>
      <Lifelines run={run} at={at} />
      <Breaks run={run} />
      <Parting run={run} words={words} />
      <Arrows {...props} cursorY={y} />
      <Margin run={run} at={at} />
      <g className="la-cursor" aria-hidden="true">
        <line x1={left} x2={right} y1={y} y2={y} />
        <path d={`M${left} ${y - 5}l5 5l-5 5l-5 -5z M${right} ${y - 5}l5 5l-5 5l-5 -5z`} />
      </g>
    </svg>
  );
}

/** A pointer that moves across the drawing with its button down carries the cursor along. */
function useDrag({ run, onSeek }: DrawingProps) {
  const dragging = useRef(false);
  const seek = (event: MouseEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(run.scale.atOf(((event.clientY - box.top) / box.height) * run.geometry.height));
  };
  const onPacket = (event: MouseEvent): boolean => (event.target as Element).closest('[data-packet]') !== null;
  const stop = (): void => {
    dragging.current = false;
  };
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
    onPointerUp: stop,
    onPointerCancel: stop,
  };
}
