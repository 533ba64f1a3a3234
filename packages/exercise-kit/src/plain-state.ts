/**
 * A learner's function as a state of a whole TCP. The exercise says how its plain data is read from a Tcb and written
 * back; Tcb, effects and callbacks stay on this side of the border.
 * Next: world.ts
 */
import {
  createMachine,
  createTcb,
  NO_EFFECTS,
  PROFILES,
  type Connection,
  type Effect,
  type Env,
  type Machine,
  type MachineOptions,
  type ReplacedState,
  type Segment,
  type Signal,
  type State,
  type Tcb,
  type TimerName,
  type TimeWait,
  type Transition,
} from '@lastack/tcp';

/** The Tcb of a state. */
export type TcbOf<S extends State> = S extends 'TIME-WAIT' ? TimeWait : Connection;

export interface PlainState<S extends State> {
  /** Another state has just moved here. Absent: nothing special happens. */
  enter?(tcb: TcbOf<S>, env: Env): Transition;
  segment(tcb: TcbOf<S>, segment: Segment, env: Env): Transition;
  timeout(tcb: TcbOf<S>, timer: TimerName, env: Env): Transition;
}

/** What stands in for ours in `createMachine({ states })`. Calls are no part of an exercise: ABORT alone ends the connection. */
export function plainState<S extends State>(state: S, on: PlainState<S>): ReplacedState {
  const here = (tcb: Tcb): TcbOf<S> => {
    if (tcb.state !== state) throw new Error(`${state} was asked about a connection in ${tcb.state}`);
    return tcb as TcbOf<S>;
  };
  return {
    ...(on.enter === undefined ? {} : { enter: (tcb: Tcb, env: Env) => on.enter!(here(tcb), env) }),
    step(tcb, event, env) {
      switch (event.type) {
        case 'segment':
          return on.segment(here(tcb), event.segment, env);
        case 'timeout':
          return on.timeout(here(tcb), event.timer, env);
        case 'call':
          return event.call.type === 'abort' ? over() : stays(tcb);
        case 'icmp':
          return stays(tcb);
      }
    },
  };
}

/** TCP as RFC 9293 has it, with this MSL in ms, and the learner's states in it. */
export const tcpWith = (msl: number, states: NonNullable<MachineOptions['states']> = {}): Machine =>
  createMachine({ profile: { ...PROFILES.rfc9293, msl: msl * 1_000 }, states });

/** Whole milliseconds: what a learner's function counts in. */
export const milliseconds = (micros: number): number => Math.floor(micros / 1_000);

export const stays = (tcb: Tcb, effects: readonly Effect[] = NO_EFFECTS): Transition => ({ tcb, effects });

/** The connection is gone, and the application hears of it. */
export const over = (signal: Signal = 'closed', before: readonly Effect[] = NO_EFFECTS): Transition => ({
  tcb: createTcb(),
  effects: [...before, { type: 'signal', signal }],
});

export const transmits = (segment: Segment): Effect => ({ type: 'transmit', segment });
