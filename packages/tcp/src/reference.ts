/**
 * The whole machine: event by event, state by state, with any state replaceable. RFC 9293 §3.10.
 * `createMachine` is where a learner's TIME-WAIT is put into an otherwise complete TCP.
 */
import { icmp } from './icmp.ts';
import { segmentArrives } from './arrives/segment-arrives.ts';
import { arrivesInTimeWait, timeWaitEnds } from './arrives/time-wait.ts';
import { call } from './calls.ts';
import {
  NO_EFFECTS,
  type Env,
  type IllegalMove,
  type Machine,
  type TcpEvent,
  type Transition,
  type UserCall,
} from './machine.ts';
import type { Profile, ProfileName } from './profile.ts';
import { PROFILES } from './profiles.ts';
import { flagNames } from './segment.ts';
import { isLegal, unreachable, type State } from './state.ts';
import { begin, finish } from './step.ts';
import type { Tcb, TimeWait } from './tcb.ts';
import { timeout } from './timeouts.ts';

/** One state's behaviour, to stand in for ours. */
export interface ReplacedState {
  /** Runs when another state has moved here, on the Tcb as we would have entered it. Its effects follow the move's own. */
  enter?(tcb: Tcb, env: Env): Transition;
  /** Every event in this state. A move that TRANSITIONS does not have is not made, but reported in `illegal`. */
  step(tcb: Tcb, event: TcpEvent, env: Env): Transition;
}

export interface MachineOptions {
  /** `linux` by default. */
  readonly profile?: ProfileName | Profile;
  readonly states?: { readonly [state in State]?: ReplacedState };
}

export function createMachine(options: MachineOptions = {}): Machine {
  const { profile = 'linux', states } = options;
  const flags = typeof profile === 'string' ? PROFILES[profile] : profile;
  const reference: Machine = { step: (tcb, event, env) => stepReference(tcb, event, env, flags) };
  return states === undefined ? reference : withReplacedStates(reference, states);
}

function stepReference(tcb: Tcb, event: TcpEvent, env: Env, profile: Profile): Transition {
  if (tcb.state === 'TIME-WAIT') return stepTimeWait(tcb, event, env, profile);
  const step = begin(tcb, env, profile);
  switch (event.type) {
    case 'segment':
      segmentArrives(step, event.segment);
      break;
    case 'call':
      call(step, event.call);
      break;
    case 'timeout':
      timeout(step, event.timer);
      break;
    case 'icmp':
      icmp(step, event.message);
      break;
    default:
      unreachable(event);
  }
  return finish(step);
}

function stepTimeWait(tcb: TimeWait, event: TcpEvent, env: Env, profile: Profile): Transition {
  switch (event.type) {
    case 'segment':
      return arrivesInTimeWait(tcb, event.segment, env, profile);
    case 'call':
      return callInTimeWait(tcb, event.call);
    case 'timeout':
      if (event.timer !== 'time-wait' || env.now < tcb.deadline) return { tcb, effects: NO_EFFECTS };
      return timeWaitEnds();
    case 'icmp':
      return { tcb, effects: NO_EFFECTS };
    default:
      return unreachable(event);
  }
}

/** §3.10.1–6: the connection is closed already; ABORT alone ends the waiting. */
function callInTimeWait(tcb: TimeWait, request: UserCall): Transition {
  switch (request.type) {
    case 'open':
      return { tcb, effects: [{ type: 'refuse', error: 'EISCONN' }] };
    case 'send':
      return { tcb, effects: [{ type: 'refuse', error: 'EPIPE' }] };
    case 'abort':
      return { tcb: timeWaitEnds().tcb, effects: NO_EFFECTS };
    case 'receive':
    case 'shutdown':
    case 'close':
    case 'set-option':
      return { tcb, effects: NO_EFFECTS };
    default:
      return unreachable(request);
  }
}

function withReplacedStates(reference: Machine, states: NonNullable<MachineOptions['states']>): Machine {
  return {
    step(tcb, event, env) {
      const replaced = states[tcb.state];
      const result = replaced === undefined ? reference.step(tcb, event, env) : replaced.step(tcb, event, env);
      if (replaced !== undefined && result.tcb.state !== tcb.state && !isLegal(tcb.state, result.tcb.state)) {
        return illegal(tcb, result.tcb.state, nameOf(event));
      }
      return result.tcb.state === tcb.state ? result : entered(states, tcb, result, env);
    },
  };
}

function entered(states: NonNullable<MachineOptions['states']>, was: Tcb, result: Transition, env: Env): Transition {
  const enter = states[result.tcb.state]?.enter;
  if (enter === undefined) return result;
  const next = enter(result.tcb, env);
  if (next.tcb.state !== result.tcb.state && !isLegal(result.tcb.state, next.tcb.state)) {
    return illegal(was, next.tcb.state, 'enter');
  }
  return { tcb: next.tcb, effects: [...result.effects, ...next.effects] };
}

function illegal(tcb: Tcb, to: State, on: string): Transition {
  const move: IllegalMove = { from: tcb.state, to, on };
  return { tcb, effects: NO_EFFECTS, illegal: move };
}

function nameOf(event: TcpEvent): string {
  switch (event.type) {
    case 'segment':
      return `segment ${flagNames(event.segment)}`;
    case 'call':
      return `call ${event.call.type}`;
    case 'timeout':
      return `timeout ${event.timer}`;
    case 'icmp':
      return `icmp ${event.message.kind}`;
    default:
      return unreachable(event);
  }
}
