/**
 * What is explored: two ends, the calls that their applications may make, and how much the network may do to them.
 * And what a moment of it is: both ends and every segment between them.
 * Next: happen.ts
 */
import {
  createTcb,
  seq,
  type Bytes,
  type Machine,
  type Micros,
  type Segment,
  type Seq,
  type Tcb,
  type UserCall,
} from '@lastack/tcp';
import type { TcpStep } from './steps.ts';

/** A opens; B usually listens. */
export type Side = 'A' | 'B';

export interface EndScope {
  readonly machine: Machine;
  /** Whoever opens to it is answered, one connection after another, as many as `calls` has. */
  readonly listens: boolean;
  /** For each connection of the four-tuple the calls that are made in it, in this order, at any time each. */
  readonly calls: readonly (readonly UserCall[])[];
  /** It closes when it has heard that the other end has, and not before. */
  readonly closesLast: boolean;
}

export interface Scope {
  readonly A: EndScope;
  readonly B: EndScope;
  /** The first connection has been opened already, without a fault. */
  readonly established: boolean;
  /** How many segments the network may lose. */
  readonly losses: number;
  /** How many copies it may make. */
  readonly duplicates: number;
  /** Segments on their way at once; an order of events that needs more is outside. */
  readonly inFlight: number;
  /** Ticks that a segment lives: it arrives, or is lost, before it is so old. 2 by default. */
  readonly lifetime: number;
  /** RFC 5961: anybody may send either end an RST, as long as its number is outside the window. */
  readonly forgedResets: boolean;
  /** Which of the properties a step may not break. */
  readonly properties: readonly Property[];
}

/** What a TCP properties; `properties.ts` says what each means. */
export type Property = 'old segments stay out' | 'no text lost or repeated' | 'no reset from outside' | 'it ends';

/** A property broken: by which step is told by where it stands in the counterexample. */
export interface Broken {
  /** One of those asked for; or the contract of `Machine`, which is always asked for. */
  readonly property: Property | 'the contract of a machine';
  readonly end: Side;
  /** In English, with SEQ counted from the ISN. */
  readonly what: string;
  /** `it ends`: the steps that follow of themselves, after those of the counterexample, until it is seen not to end. */
  readonly onward?: readonly TcpStep[];
}

/** A segment on its way. The object stands for this one transmission as long as it is on its way. */
export interface Flight {
  readonly to: Side;
  readonly segment: Segment;
  /** The connection that it belongs to, counted from 1; an answer from nobody belongs to what it answers. */
  readonly life: number;
  readonly sentAt: Micros;
  /** A copy that the network made: it may vanish without being counted as lost. */
  readonly spare: boolean;
  /** Everything about it but its age. */
  readonly key: string;
}

export interface End {
  readonly tcb: Tcb;
  /** The connection of this four-tuple that it is in, or was in last; 0 before the first. */
  readonly life: number;
  /** How many of this connection's calls have been made. */
  readonly called: number;
  /** What the application has been given in this connection; empty when it is over. */
  readonly received: Bytes;
}

export interface TcpState {
  readonly now: Micros;
  readonly A: End;
  readonly B: End;
  readonly flights: readonly Flight[];
  readonly losses: number;
  readonly duplicates: number;
  readonly broken: Broken | null;
}

/**
 * The worst case of §3.4.1: each connection starts from the same number as the one before, so that an old segment's
 * numbers look as good as a new one's. A clock-driven ISN makes that rare; only TIME-WAIT excludes it.
 */
export const ISS: { readonly [side in Side]: Seq } = { A: seq(1_000), B: seq(5_000) };

export const other = (side: Side): Side => (side === 'A' ? 'B' : 'A');

/** RCV.BUFF: small, so that "outside the window" is near. */
export const CLOSED_TCB: Tcb = Object.freeze(createTcb({ receiveBuffer: 16 }));

/** Whoever waits for connections. */
export const LISTENING_TCB: Tcb = Object.freeze({
  ...createTcb({ receiveBuffer: 16 }),
  state: 'LISTEN',
  openedBy: 'passive',
});
