/**
 * Two TCPs and the network between them as a space to explore. Every bound has a value that makes a check worth its
 * time; an exercise gives its own machine, a lesson its own bounds.
 * Next: scopes.ts
 */
import { createMachine, type Machine, type UserCall } from '@lastack/tcp';
import type { Space } from '../explore.ts';
import { EXPLORATION, MSL_TICKS } from './exploration-profile.ts';
import { keyOf, keyWithEntry } from './key.ts';
import {
  CLOSED_TCB,
  LISTENING_TCB,
  type Broken,
  type EndScope,
  type Property,
  type Scope,
  type Side,
  type TcpState,
} from './scope.ts';
import { createSettling } from './settles.ts';
import { stepsFrom, takeStep, type TcpStep } from './steps.ts';

export interface TcpOptions {
  /** Absent: `createMachine({ profile: EXPLORATION })`. One for each end when they differ. */
  readonly machine?: Machine | { readonly [side in Side]: Machine };
  readonly calls: { readonly [side in Side]: readonly (readonly UserCall[])[] };
  /** Whether B listens; `true` by default. */
  readonly listens?: boolean;
  /** `true`: begin where the first connection is ESTABLISHED, its OPENs made. */
  readonly established?: boolean;
  /** The other end closes when it has heard the FIN; absent: any order. */
  readonly closesFirst?: Side;
  readonly losses?: number;
  readonly duplicates?: number;
  /** Segments on their way at once; 4 by default. */
  readonly inFlight?: number;
  readonly forgedResets?: boolean;
  /** `true`: a replaced TIME-WAIT looks at `enteredAt`; the default is that numbers, window and deadline are enough. */
  readonly remembersEntry?: boolean;
  readonly properties?: readonly Property[];
}

/** All of them; where one step breaks two, the first is told. */
export const PROPERTIES: readonly Property[] = [
  'old segments stay out',
  'no reset from outside',
  'no text lost or repeated',
  'it ends',
];

export type TcpSpace = Space<TcpState, TcpStep, Broken> & { readonly scope: Scope };

export function tcp(options: TcpOptions): TcpSpace {
  const scope = scopeOf(options);
  const key = options.remembersEntry === true ? keyWithEntry : keyOf;
  const settling = scope.properties.includes('it ends') ? createSettling(scope, key) : () => null;
  return {
    scope,
    initial: [
      scope.established ? HANDSHAKE.reduce((state, step) => takeStep(scope, state, step), begin(scope)) : begin(scope),
    ],
    next: (state) => stepsFrom(scope, state),
    key,
    check: (state) => state.broken ?? settling(state),
    isInside: (state) => state.flights.length <= scope.inFlight,
  };
}

function scopeOf(options: TcpOptions): Scope {
  const { machine = createMachine({ profile: EXPLORATION }), calls, listens = true } = options;
  const machines = 'step' in machine ? { A: machine, B: machine } : machine;
  const { closesFirst } = options;
  const end = (side: Side, isListening: boolean): EndScope => ({
    closesLast: closesFirst !== undefined && closesFirst !== side,
    machine: machines[side],
    listens: isListening,
    calls: calls[side],
  });
  return {
    A: end('A', false),
    B: end('B', listens),
    established: options.established ?? false,
    losses: options.losses ?? 1,
    duplicates: options.duplicates ?? 1,
    inFlight: options.inFlight ?? 4,
    lifetime: MSL_TICKS,
    forgedResets: options.forgedResets ?? false,
    properties: options.properties ?? PROPERTIES,
  };
}

/** Before anything: B listens, if it does. */
export function begin({ B, losses, duplicates }: Scope): TcpState {
  const closed = { tcb: CLOSED_TCB, life: 0, called: 0, received: '' };
  const listener = { ...closed, tcb: B.listens ? LISTENING_TCB : CLOSED_TCB };
  return { now: 0, A: closed, B: listener, flights: [], losses, duplicates, broken: null };
}

const DELIVER: TcpStep = { type: 'deliver', flight: 0 };

/** OPEN, and three segments that arrive. */
const HANDSHAKE: readonly TcpStep[] = [
  { type: 'call', end: 'A', call: { type: 'open', mode: 'active' } },
  DELIVER,
  DELIVER,
  DELIVER,
];

/** The steps before the first that is explored. */
export const openingOf = ({ scope }: TcpSpace): readonly TcpStep[] => (scope.established ? HANDSHAKE : []);
