/**
 * A ladder before it is drawn: lifelines, and what stands on them, in rows. Text, SVG and the page's widget all draw
 * this and nothing else. Rows count from 0 and come in order of time; `y` is a row's distance from the
 * first in units: less than 1 between two things of one moment, more where time passes.
 * Next: options.ts
 */
import type { Micros, Segment, State, TimerName } from '@lastack/tcp';
import type { DropReason, HostName, PacketId, SocketId } from '../record.ts';

export interface Lifeline {
  readonly host: HostName;
  readonly address: string;
  /** From 0, left to right, in the order of the trace's hosts. */
  readonly column: number;
}

export interface Row {
  readonly at: Micros;
  readonly y: number;
}

/** Idle time cut out between `before` and the row above it. */
export interface Break {
  readonly before: number;
  readonly y: number;
  readonly span: Micros;
}

/** Where an arrow begins or ends. */
export interface ArrowEnd {
  readonly column: number;
  readonly row: number;
  readonly at: Micros;
  /** The index of its record. */
  readonly record: number;
}

export interface Arrow {
  readonly packet: PacketId;
  readonly segment: Segment;
  readonly label: string;
  /** Which transmission of the same segment, from 1. */
  readonly transmission: number;
  /** Nobody sent this one: the network made it. It begins where its original does. */
  readonly copy: boolean;
  /** `null` when it was sent before the range begins. */
  readonly from: ArrowEnd | null;
  /** `null` when it is lost, or still on its way where the range ends. */
  readonly to: ArrowEnd | null;
  /** The lifeline of who sent it, also where `from` is `null`. */
  readonly origin: number;
  /** The lifeline that it heads for, whether or not it gets there. */
  readonly towards: number;
  readonly lost: {
    readonly reason: DropReason;
    readonly row: number;
    readonly at: Micros;
    readonly record: number;
  } | null;
}

/** A change of state, beside the row of what caused it. */
export interface StateLabel {
  readonly column: number;
  readonly row: number;
  readonly socket: SocketId;
  readonly state: State;
  /** The state, and the port where the host has several connections: `TIME-WAIT :40001`. */
  readonly label: string;
  /** `null` for the state in which the range begins. */
  readonly record: number | null;
}

/** Something beside a lifeline in words. `result` is a call that returns later than it began. */
export interface Mark {
  readonly kind: 'call' | 'result' | 'timer' | 'signal' | 'note';
  readonly column: number;
  readonly row: number;
  readonly text: string;
  readonly record: number;
}

/** The time for which a clock worth seeing runs: 2 MSL, and FIN-WAIT-2's. */
export interface Bar {
  readonly timer: TimerName;
  readonly column: number;
  readonly socket: SocketId;
  readonly from: number;
  /** The row where it ends; `null` when it still runs at the end. */
  readonly to: number | null;
  /** From its row until it is due. */
  readonly span: Micros;
  /** It ran already, and began anew here. */
  readonly again: boolean;
  readonly record: number;
}

/** A record to point at, and what to say of it: where two runs first differ. */
export interface Divergence {
  readonly record: number;
  readonly text?: string;
}

export interface LadderLayout {
  readonly lifelines: readonly Lifeline[];
  readonly rows: readonly Row[];
  readonly breaks: readonly Break[];
  readonly arrows: readonly Arrow[];
  readonly states: readonly StateLabel[];
  readonly marks: readonly Mark[];
  readonly bars: readonly Bar[];
  /** The row that each record of the trace stands on, by index; `null` outside the range. */
  readonly rowOf: readonly (number | null)[];
  /** Units from the top to below the last row. */
  readonly height: number;
  readonly cursor: { readonly record: number; readonly row: number } | null;
  /** `column` is the lifeline of the record's host. */
  readonly mark: (Divergence & { readonly row: number; readonly column: number }) | null;
}
